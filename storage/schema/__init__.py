"""Every table, by subject. A test holds the models against the migrations; triggers are in storage/triggers.py."""

from storage.schema.activities import activities, attendance
from storage.schema.appeals import appeal_evidence, appeal_steps, appeals
from storage.schema.awards import award_entries, award_marks, award_objections, award_rounds
from storage.schema.base import metadata
from storage.schema.books import credited, ledger, ledger_texts, linkages, linked, totals
from storage.schema.claims import claims, evidence
from storage.schema.conversation import (
    audit,
    beats,
    drafts,
    guesses,
    letters,
    news,
    pictures,
    postmen,
    posts,
    slots,
    stops,
    told,
    updates,
)
from storage.schema.month import (
    declaration_lines,
    declarations,
    followups,
    review_sessions,
    session_cards,
    session_people,
)
from storage.schema.organisation import chats, grants, memberships, orgs, persons, tokens
from storage.schema.ratings import rating_facts, rating_objections, ratings, star_rounds, stars, subsidies
from storage.schema.reviews import adjustments, delegations, digests, review_steps, step_texts
from storage.schema.rhythm import dues_paid, terms
from storage.schema.rulebook import periods, proposals, publicities, scheme_owners, schemes, workdays
from storage.schema.spots import spot_checks, spot_draws
from storage.schema.standing import case_steps, cases, exemptions, judgings, live_boards, seasons
from storage.schema.votes import vote_counts, vote_keys, vote_links, vote_roll, vote_urn, votes

__all__ = [
    "activities",
    "adjustments",
    "appeal_evidence",
    "appeal_steps",
    "appeals",
    "attendance",
    "audit",
    "award_entries",
    "award_marks",
    "award_objections",
    "award_rounds",
    "beats",
    "case_steps",
    "cases",
    "chats",
    "claims",
    "credited",
    "declaration_lines",
    "declarations",
    "delegations",
    "digests",
    "drafts",
    "dues_paid",
    "evidence",
    "exemptions",
    "followups",
    "grants",
    "guesses",
    "judgings",
    "ledger",
    "ledger_texts",
    "letters",
    "linkages",
    "linked",
    "live_boards",
    "memberships",
    "metadata",
    "news",
    "orgs",
    "periods",
    "persons",
    "pictures",
    "postmen",
    "posts",
    "proposals",
    "publicities",
    "rating_facts",
    "rating_objections",
    "ratings",
    "review_sessions",
    "review_steps",
    "scheme_owners",
    "schemes",
    "seasons",
    "session_cards",
    "session_people",
    "slots",
    "spot_checks",
    "spot_draws",
    "star_rounds",
    "stars",
    "step_texts",
    "stops",
    "subsidies",
    "terms",
    "tokens",
    "told",
    "totals",
    "updates",
    "vote_counts",
    "vote_keys",
    "vote_links",
    "vote_roll",
    "vote_urn",
    "votes",
    "workdays",
]
