"""Roles: who may do what. A right comes from a role grant, never from being an administrator of the chat (2.2-16)."""

from bot.domain.refusal import N_

ROLES = {
    "member": N_("member"),
    "cadre": N_("party-affairs cadre"),
    "recorder": N_("recorder"),
    "group_leader": N_("group leader"),
    "deputy_secretary": N_("deputy secretary"),
    "secretary": N_("branch secretary"),
    "ledger_keeper": N_("ledger keeper"),
    "section_chief": N_("section chief"),
    "deputy_leader": N_("deputy leader"),
    "main_leader": N_("main leader"),
    "committee_reviewer": N_("committee reviewer"),
    "municipal_reviewer": N_("municipal reviewer"),
    "judge": N_("judge"),
    "community_contact": N_("community contact"),
    "instructor": N_("instructor"),
    "admin": N_("administrator"),
}
"""Role code to its English name, the key of its translations."""

INHERITED = frozenset(
    {"section_chief", "deputy_leader", "main_leader", "committee_reviewer", "municipal_reviewer", "judge", "admin"}
)
"""Roles that, held higher in the tree, count for the branches below where those have no holder of their own."""

LEADERS = frozenset({"secretary", "deputy_secretary", "deputy_leader", "main_leader"})
"""Whom an item for a `leader` means."""

SUBMIT_FOR_OTHERS = ("secretary", "recorder", "group_leader")
"""Who may name other people in a claim."""

KEEP_BOOKS = ("secretary", "deputy_secretary", "ledger_keeper")
"""Who reads the whole ledger of a branch, verifies it and takes its tables along."""

GRANTED_BY_SECRETARY = ("member", "cadre", "recorder", "group_leader", "deputy_secretary", "ledger_keeper")
"""Roles that a branch secretary gives; all others come from the parent's secretary or an administrator."""
