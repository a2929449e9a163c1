"""/community as chats: the four ones of a member, a word of the community by a link, questions to it (J6, J7)."""

import re
from pathlib import Path

from tests.conversations.acts import english_branch
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao", "Chen")


def payload(branch: Stage, name: str) -> str:
    """Answer what the newest link that somebody got asks for."""
    text = branch.people[name].dm.from_bot[-1].text
    return str(re.findall(r"start=(\S+)", text)[-1])


async def test_a_member_enters_the_own_four_ones_and_a_post(tmp_path: Path) -> None:
    """Each once in the year makes the year full; a day is entered once; nothing of it stands in the group."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Wang: /community
            bot: This is for your eyes only.
            Wang (private): /community
            bot → Wang: 🏘 Wang · 2026 · 0 of 4 … Take a service post: not yet … You have no service post yet.
            Wang (private): [➕ Join a public-benefit activity]
            bot → Wang: Join a public-benefit activity: on which day?
            Wang (private): 2030-01-01
            bot → Wang: in the future
            Wang (private): 5-12
            bot → Wang: 1 of 4 … ✅ Join a public-benefit activity: Tue, May 12
            Wang (private): [📌 Choose a post]
            bot → Wang: Which post do you take?
            Wang (private): [Mediation]
            bot → Wang: Service post: Mediation
            Li (private): /community
            bot → Li: 👥 Members with all four: 0 of 4
        """)


async def test_a_community_tells_by_a_link_and_the_member_answers_before_it_counts(tmp_path: Path) -> None:
    """The link is good once; what is told holds only which and when; disputed it counts for nothing (2.3-15)."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Li (private): /community
            Li (private): [🔗 Link for a community]
            Li (private): Wang
            bot → Li: 🔗 For Wang's community, good for one answer within 30 days:
        """)
        link = payload(branch, "Li")
        await branch.play(f"""
            Chen (private): /start {link}
            bot → Chen: 🏘 第一党支部 asks: what did Wang do in your community this year?
            Chen (private): [▫️ Take a service post]
            Chen (private): [▫️ Make a suggestion]
            bot → Chen: 🏘 第一党支部 asks: what did Wang … [📨 Send]
            Chen (private): [📨 Send]
            bot → Chen: Thank you. Wang reads it and says whether it is right.
            bot → Wang: 🏘 Chen tells for the community what you did: Take a service post, Wed, May 13 and
            Chen (private): /start {link}
            bot → Chen: This link is no longer valid.
            Wang (private): /community
            bot → Wang: 0 of 4 … ▫️ Take a service post: Wed, May 13 (waits for your word)
            Wang (private): [✅ It is right]
            bot → Wang: It counts now.
            Wang (private): /community
            bot → Wang: 2 of 4
        """)
        assert branch.rows("SELECT one, state FROM community_acts ORDER BY one") == [
            ("post", "counted"),
            ("suggestion", "counted"),
        ]


async def test_before_a_promotion_the_community_is_asked_and_answers_without_words(tmp_path: Path) -> None:
    """No objection, or please talk to us; who asked is told, nothing else is kept (J7)."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Wang (private): /community
            Li (private): /community
            Li (private): [❓ Ask a community]
            bot → Li: Whom, on what, by when? … 3 Promotion
            Li (private): Wang
            bot → Li: lacks something
            Li (private): Wang 3 5-20
            bot → Li: 🔗 Question about Wang (Promotion), until Wed, May 20:
        """)
        link = payload(branch, "Li")
        await branch.play(f"""
            Chen (private): /start {link}
            bot → Chen: 🏘 第一党支部 asks your community about Wang: Promotion. Is there an objection?
            Chen (private): [💬 Please talk to us]
            bot → Chen: Thank you. The branch was told; no words are kept.
            bot → Li: 🏘 The community asks for a talk before it is decided: Wang, Promotion. No words are kept.
        """)
        assert branch.rows("SELECT answer FROM consultations") == [("talk",)]
