"""/grant, /revoke, /roles, /handover, as a chat."""

from datetime import timedelta
from pathlib import Path

from tests.stage import NOON, a_branch, a_stage


async def test_roles_are_given_in_any_language_and_told_to_their_holder(tmp_path: Path) -> None:
    """Codes, English and Chinese words; every change is in the audit log; the holder learns what it means."""
    async with a_branch(tmp_path, preset="lanshan", locale="en") as branch:
        await branch.play("""
            Li: /grant section_chief Wang
            bot: Wang is now section chief of 第一党支部
            bot → Wang: You are now section chief of 第一党支部; Li entered it … You review claims
            Li: /grant 分管领导 Zhao
            bot: Zhao is now deputy leader
            Li: /grant main leader Zhao
            bot: Zhao is now main leader
            Li: /grant main_leader Zhao
            bot: Zhao is main leader of 第一党支部 already
            Li: /grant 皇帝 Zhao
            bot: There is no role 皇帝 … branch secretary
            Li: /grant recorder Zhaoo
            bot: Nobody here is called Zhaoo. Did you mean Zhao
            Li: /roles
            bot: branch secretary: Li … section chief: Wang
            Li: /revoke 主要领导 Zhao
            bot: Zhao is no longer main leader
            bot → Zhao: You are no longer main leader
            Li: /revoke main_leader Zhao
            bot: Zhao does not hold the role main leader
        """)
        assert branch.rows("SELECT action, after FROM audit WHERE action IN ('grant', 'revoke')") == [
            ("grant", "section_chief B001"),
            ("grant", "deputy_leader B001"),
            ("grant", "main_leader B001"),
            ("revoke", "main_leader B001"),
        ]


async def test_only_the_secretary_and_those_above_give_roles(tmp_path: Path) -> None:
    """A secretary gives the branch's own roles; all others come from above; a group administrator has no right."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", owners=("Zhao", "Li")) as branch:
        branch.chat.promote(branch.people["Wang"].account)
        await branch.settled()
        await branch.play("""
            Wang: /grant recorder Wang
            bot: You do not have the right
            Li: /handover Wang
            bot: 第一党支部: Wang is the secretary now, in place of Li
            Wang: /grant recorder Li
            bot: Li is now recorder
            Wang: /grant committee_reviewer Li
            bot: You do not have the right to do this: the administrator can
            Wang: /grant admin Wang
            bot: You do not have the right
            Wang: /revoke secretary Wang
            bot: You do not have the right
            Zhao: /grant committee_reviewer Li
            bot: Li is now committee reviewer
            Zhao: /grant admin Wang
            bot: Wang is now administrator
        """)


async def test_a_message_can_stand_for_its_writer(tmp_path: Path) -> None:
    """As an answer to somebody's message no name is needed; a bot's message means nobody."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        said = await branch.people["Wang"].say(branch.chat, "hello")
        await branch.people["Li"].reply(said, "/grant group_leader")
        await branch.play("bot: Wang is now group leader")
        await branch.people["Li"].reply(branch.chat.from_bot[-1], "/grant recorder")
        await branch.play("bot: /grant lacks something")
        stranger = branch.sim.user("Qian")
        await stranger.join(branch.chat)
        said = await stranger.say(branch.chat, "hi")
        await branch.people["Li"].reply(said, "/grant recorder")
        await branch.play("bot: Qian has not asked to be enrolled. Please ask them to send /join")


async def test_the_last_secretary_stays_until_an_administrator_says_so(tmp_path: Path) -> None:
    """A secretary above the branch is refused too; the administrator is obeyed."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", owners=("Li", "Zhao")) as branch:
        committee = branch.sim.group("党委", [branch.people["Zhao"], branch.people["Wang"]])
        await branch.people["Zhao"].say(committee, "/bind ROOT")
        await branch.settled()
        await branch.people["Zhao"].say(committee, "/grant secretary Wang")
        await branch.settled()
        assert "Wang is now branch secretary" in committee.from_bot[-1].text
        await branch.play("""
            Wang: /revoke member Li
            bot: A branch needs a secretary
            Wang: /revoke secretary Li
            bot: A branch needs a secretary
            Zhao: /revoke secretary Li
            bot: Li is no longer branch secretary
        """)


async def test_an_office_that_nobody_held_is_handed_over_too(tmp_path: Path) -> None:
    """Where nobody was the secretary, nobody is named as the one before."""
    async with a_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Li: /revoke 书记 Li
            bot: Li不再担任第一党支部支部书记。
            Li: /handover Wang
            bot: 🤝 第一党支部：现由Wang担任书记。所有待审申报随职务一并移交。
        """)


async def test_ending_a_membership_ends_the_roles_and_keeps_the_history(tmp_path: Path) -> None:
    """`/revoke member`: no claims any more, the entries stay; joining again is a new membership."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Li: /grant recorder Wang
            Wang: photo "/claim K701 05-12 cleaning"
            Li: [✅]
            Li: /revoke member Wang
            bot: Wang is no longer a member of 第一党支部. Everything recorded so far stays
            bot → Wang: You are no longer a member of 第一党支部
            Wang: photo "/claim K701 05-11 cleaning"
            bot: You are not enrolled here
            Li: /grant member Wang
            bot: Wang is enrolled in 第一党支部
        """)
        assert await branch.total("Wang") == 3
        assert branch.rows("SELECT count(*) FROM grants WHERE role = 'recorder' AND revoked_at IS NULL")[0][0] == 0
        states = branch.rows("SELECT state FROM memberships WHERE person_id = 2 ORDER BY id")
        assert states == [("ended",), ("active",)]


async def test_granting_membership_to_who_never_asked_is_refused(tmp_path: Path) -> None:
    """The request is the consent; granting `member` to somebody whose request waits admits them."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", started=True)
        await qian.join(branch.chat)
        await branch.play("Qian: /join 钱七")
        said = await qian.say(branch.chat, "请批准")
        await branch.people["Li"].reply(said, "/grant member")
        await branch.play("bot: 钱七 is enrolled in")
        assert branch.rows("SELECT count(*) FROM memberships WHERE state = 'active'")[0][0] == 4


async def test_waiting_claims_follow_the_office(tmp_path: Path) -> None:
    """A new holder gets the private copies of what waits; the old one's close."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            bot: #1 … Next: branch secretary – Li … [✅ Approve]
            bot → Li: #1 … [✅ Approve]
            Li: /handover Zhao
            bot: #1 … Next: branch secretary – Zhao
            bot → Zhao: #1 … [✅ Approve]
        """)
        assert branch.people["Li"].dm.last.buttons == []
        await branch.play("""
            Zhao (private): [✅]
            bot: #1 … Booked +3.00 … Approved by Zhao
        """)


async def test_an_appointment_frees_a_claim_that_waits_for_nobody(tmp_path: Path) -> None:
    """The secretary is told which /grant is missing; after it the claim goes on, with copies for all who decide."""
    async with a_branch(tmp_path, locale="en", cast=("Li", "Wang", "Zhao", "Sun")) as branch:
        await branch.play("""
            Wang: photo "/claim F1 05-12 cleaning"
            bot: #1 … Nobody can review this yet
            bot → Li: #1 … /grant deputy_leader NAME
            Li: /grant section_chief Zhao
            bot: Zhao is now section chief
            Li: /grant deputy_leader Sun
            bot: #1 … Review: section chief → deputy leader → … Next: section chief – Zhao
            bot → Zhao: #1 … [✅ Approve]
        """)


async def test_a_role_that_decides_needs_an_account(tmp_path: Path) -> None:
    """People on the roster without Telegram cannot be reviewers; an invitation comes first."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Li: /grant 党员 张 三
            bot: Nobody in 第一党支部 is called 张 三
            Li: [➕]
            bot: 张 三 (P00004) is on the roster
            Li: /grant deputy_secretary 张 三
            bot: has no Telegram account here yet … /invite 张 三
            Li: /handover 张 三
            bot: has no Telegram account here yet
            Li: /grant 党务干部 张 三
            bot: 张 三 is now party-affairs cadre
        """)


async def test_a_reviewer_of_no_branch_is_appointed_by_an_answer_to_a_message(tmp_path: Path) -> None:
    """Who never asked to be enrolled gets an office by a reply, under the name given there; a member has to ask."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        above = branch.sim.user("🐉 Dragon", started=True, language_code="en")
        await above.join(branch.chat)
        word = await above.say(branch.chat, "good morning")
        li = branch.people["Li"]
        await li.say(branch.chat, "/grant member", reply_to=word)
        await branch.play("bot: has not asked to be enrolled. Please ask them to send /join")
        await li.say(branch.chat, "/grant committee_reviewer 周明", reply_to=word)
        await branch.play("bot: 周明 is now committee reviewer of 第一党支部")
        await li.say(branch.chat, "/grant main_leader 李明", reply_to=word)
        await branch.play("bot: Nobody here is called 李明. Did you mean 周明")
        await above.leave(branch.chat)
        await branch.play("""
            Li: photo "/claim K701 05-12 cleaning"
            bot: #1 · Li … Next: committee reviewer – 周明
        """)
        await above.press(above.dm, "✅")
        await branch.settled()

        assert await branch.states() == ["approved"]
        assert branch.rows("SELECT count(*) FROM memberships")[0][0] == len(branch.people)


async def test_somebody_who_only_pressed_start_can_be_given_an_office(tmp_path: Path) -> None:
    """A reviewer need not be in the group (2.3-6); a branch role needs the person's own request; a week forgets."""
    async with a_stage(tmp_path, locale="en", cast=("Li", "Wang")) as stage:
        await stage.people["Li"].say(stage.chat, "/setup sichuan 一支部")
        await stage.settled()
        outsider = stage.sim.user("周正平", language_code="en")
        passer = stage.sim.user("路人", language_code="en")
        for user in (outsider, passer):
            await user.start()
            await stage.settled()
        await stage.people["Li"].tell("/grant secretary 周正平")
        await stage.settled()
        assert "/join" in stage.people["Li"].dm.last.text
        await stage.people["Li"].tell("/grant committee_reviewer 周正平")
        await stage.settled()

        held = stage.rows("SELECT p.name, g.role FROM grants g JOIN persons p ON p.id = g.person_id ORDER BY g.id")
        assert held == [("Li", "secretary"), ("周正平", "committee_reviewer")]
        await stage.move_to(NOON + timedelta(days=8, hours=1))
        names = [row[0] for row in stage.rows("SELECT name FROM persons ORDER BY id")]
        assert names == ["Li", "周正平"]
