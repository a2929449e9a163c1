"""/start, invitations and /join, as a chat."""

from datetime import timedelta
from pathlib import Path

from bot.simulator import User
from tests.stage import DAY, Stage, a_branch, a_stage


async def link_of(stage: Stage, who: User) -> str:
    """Answer the payload of the last link that somebody was sent privately."""
    await stage.settled()
    text = next(message.text for message in reversed(who.dm.from_bot) if "?start=" in message.text)
    return text.rpartition("?start=")[2].split()[0]


async def test_join_in_the_group_is_confirmed_on_its_card(tmp_path: Path) -> None:
    """One card for the asker, rewritten by the press; a press without the right changes nothing."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.sim.user("Qian", started=True, language_code="en")
        await branch.sim.people["Qian"].join(branch.chat)
        await branch.play("""
            Qian: /join 钱七
            bot: 钱七 asks to join … No faces … [✅ Admit]
            Wang: [✅] → toast: You do not have the right
            Li: [✅] → toast: ✓
            bot: 钱七 is enrolled … Confirmed by Li
            bot → Qian: You are enrolled in 第一党支部 as 钱七
            Li: /join 李书记
            bot: You are kept as 李书记
            Qian: /join 钱八
            bot: already enrolled here as 钱七
            Qian (private): /join
            bot → Qian: already enrolled here as 钱七
            Qian (private): /join 钱八
            bot → Qian: already enrolled here as 钱七
            Li (private): /join 李某
            bot → Li: You are kept as 李某
        """)
        assert len([m for m in branch.chat.from_bot if "钱七 asks" in m.text or "钱七 is enrolled" in m.text]) == 1


async def test_who_waits_may_correct_the_name_and_a_stale_card_loses(tmp_path: Path) -> None:
    """The same card shows the corrected name; the button of the older one is stale."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", started=True)
        await qian.join(branch.chat)
        await branch.play("""
            Qian: /join 钱
            bot: 钱 asks to join
        """)
        old = branch.chat.with_button("✅").button("✅")
        await branch.play("""
            Qian: /join 钱七
            bot: 钱七 asks to join
            Qian: /join 钱七
            bot: request to join as 钱七 is waiting
        """)
        assert old is not None
        branch.sim.world.press(branch.people["Li"].account, branch.chat.with_button("✅"), old)
        await branch.settled()
        assert branch.people["Li"].toasts[-1].startswith("This")
        await branch.play("Li: [❌]\nbot: was not enrolled\nbot → Qian: was not confirmed")
        assert branch.rows("SELECT state FROM memberships ORDER BY id DESC LIMIT 1")[0][0] == "declined"


async def test_an_invitation_lets_one_stranger_ask_privately(tmp_path: Path) -> None:
    """The link opens the consent and asks for the name; the secretary decides in private; the link is used up."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", language_code="en")
        sun = branch.sim.user("Sun", language_code="en")
        await branch.play("Li: /invite\nbot → Li: One-time links to 第一党支部")
        word = await link_of(branch, branch.people["Li"])
        assert not branch.rows("SELECT 1 FROM tokens WHERE digest = :word", word=word)
        await qian.start(word)
        await branch.play("""
            bot → Qian: You are invited to 第一党支部 … No faces … real name
            Qian (private): 钱七
            bot → Qian: Your request to join 第一党支部 as 钱七 is with the secretary
            bot → Li: 钱七 asks to join
            bot: nothing
            Li (private): [✅]
            bot → Li: 钱七 is enrolled … Confirmed by Li
            bot → Qian: You are enrolled in 第一党支部 as 钱七
        """)
        await sun.start(word)
        await branch.play("bot → Sun: This link is no longer valid")
        await branch.play("Qian (private): /claim K701 05-12 cleaning\nbot → Qian: needs a photo")


async def test_an_invitation_survives_other_words_and_takes_join(tmp_path: Path) -> None:
    """Opening a link uses nothing up; `/join NAME` after it is the request."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", language_code="en")
        await branch.people["Li"].tell("/invite 2")
        word = await link_of(branch, branch.people["Li"])
        await qian.start(word)
        await branch.settled()
        await branch.play("""
            Qian (private): /help
            bot → Qian: For everybody
            Qian (private): /join 钱七
            bot → Qian: You are not in a branch yet
        """)
        await qian.start(word)
        await branch.settled()
        await branch.play("""
            Qian (private): /join
            bot → Qian: real name
            Qian (private): /join 钱七
            bot → Qian: is with the secretary
        """)


async def test_an_invitation_expires_and_a_wrong_one_never_was(tmp_path: Path) -> None:
    """Seven days, then the friendly answer; likewise for a made-up payload."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", language_code="en")
        await branch.people["Li"].tell("/invite")
        word = await link_of(branch, branch.people["Li"])
        branch.clock.at += 8 * DAY
        for payload in (word, "A" * 43, "nonsense"):
            await qian.start(payload)
            await branch.settled()
            assert "no longer valid" in qian.dm.last.text


async def test_who_guesses_links_waits_and_who_opens_an_old_one_does_not(tmp_path: Path) -> None:
    """Ten links that never were, then an hour's rest, for a good one too; a used or expired link is no guess."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", secret_key="k" * 32) as branch:
        qian, sun = branch.sim.user("Qian", language_code="en"), branch.sim.user("Sun", language_code="en")
        await branch.people["Li"].tell("/invite")
        word = await link_of(branch, branch.people["Li"])
        for number in range(10):
            await qian.start(f"{number:043}")
            await branch.settled()
            assert "no longer valid" in qian.dm.last.text
        await qian.start(word)
        await branch.play("bot → Qian: That was wrong too often. Please try again in 60 minutes")
        branch.clock.at += timedelta(minutes=60)
        await qian.start(word)
        await branch.play("bot → Qian: You are invited to 第一党支部")

        branch.clock.at += 8 * DAY
        for _ in range(12):
            await sun.start(word)
            await branch.settled()
            assert "no longer valid" in sun.dm.last.text


async def test_a_person_of_the_roster_is_invited_by_name(tmp_path: Path) -> None:
    """The office enters somebody without Telegram; later the link gives the record its account."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", language_code="en")
        await branch.play("""
            Li: /grant member 钱七
            bot: Nobody in 第一党支部 is called 钱七 … [➕ Yes, add 钱七]
            Wang: [➕] → toast: You do not have the right
            Li: [➕]
            bot: 钱七 (P00004) is on the roster
            Li: /invite 钱七
            bot → Li: A one-time link for 钱七 (P00004)
        """)
        word = await link_of(branch, branch.people["Li"])
        await qian.start(word)
        await branch.play("""
            bot → Qian: Are you 钱七 of 第一党支部? … [✅ That is me, I agree] [That is not me]
            Qian (private): [✅]
            bot → Qian: You are enrolled in 第一党支部 as 钱七
            bot → Li: 钱七 (P00004) … uses Telegram from now on
            Li: /invite 钱七
            bot: enrolled here with a Telegram account already
        """)
        assert branch.rows("SELECT telegram_id FROM persons WHERE name = '钱七'") == [(qian.id,)]


async def test_not_me_uses_nothing_up(tmp_path: Path) -> None:
    """Who is not meant says so; the link stays good for the one who is."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.sim.user("Qian", language_code="en")
        await branch.play("Li: /grant member 钱七\nLi: [➕]\nLi: /invite 钱七")
        word = await link_of(branch, branch.people["Li"])
        await branch.people["Wang"].start(word)
        await branch.settled()
        await branch.play("Wang (private): [That is not me]\nbot → Wang: this link is for somebody else")
        await branch.sim.people["Qian"].start(word)
        await branch.settled()
        await branch.play("Qian (private): [✅]\nbot → Qian: enrolled")


async def test_joining_under_a_name_of_the_roster_takes_over_its_record(tmp_path: Path) -> None:
    """After ✅ the account belongs to the record that has the history; the new row is retired."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", started=True)
        await qian.join(branch.chat)
        await branch.play("""
            Li: /grant member 钱七
            Li: [➕]
            Li: /grant cadre 钱七
            bot: 钱七 is now party-affairs cadre
            Wang: /claim K701 05-12 cleaning
            Qian: /join 钱七
            bot: The roster has a 钱七 without Telegram (P00004) … [✅ Admit] [❌ Decline] [👥 Somebody else
            Li: [✅]
            bot: 钱七 is enrolled
        """)
        assert branch.rows("SELECT id, telegram_id FROM persons WHERE name = '钱七' ORDER BY id") == [
            (4, qian.id),
            (5, None),
        ]
        assert branch.rows("SELECT count(*) FROM memberships WHERE state = 'active'")[0][0] == 4


async def test_a_namesake_may_be_somebody_else(tmp_path: Path) -> None:
    """Two persons of one name are both kept and told apart by their codes."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        qian = branch.sim.user("Qian", started=True)
        await qian.join(branch.chat)
        await branch.play("""
            Li: /grant member 钱七
            Li: [➕]
            Qian: /join 钱七
            Li: [👥]
            bot: 钱七 is enrolled
            Li: /grant recorder 钱七
            bot: Several people are called 钱七 … [钱七 · P00004 · 第一党支部] [钱七 · P00005 · 第一党支部]
            Li: [钱七 · P00004] → toast: no Telegram account
        """)
        await branch.play("Li: [钱七 · P00005]")
        assert branch.rows("SELECT person_id FROM grants WHERE role = 'recorder'") == [(5,)]


async def test_a_member_of_one_branch_joins_a_second_under_the_name_known_there(tmp_path: Path) -> None:
    """The established name is not changed by asking elsewhere under another, and needs no saying again."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        second = branch.sim.group("第二党支部", list(branch.people.values()))
        await branch.people["Li"].say(second, "/setup lanshan 第二党支部")
        await branch.settled()
        await branch.people["Wang"].say(second, "/join 王某")
        await branch.settled()
        assert "<b>" not in second.last.text
        assert "Wang asks to join 第二党支部" in second.with_button("✅").text
        await branch.people["Li"].press(second, "✅")
        await branch.settled()
        await branch.people["Zhao"].say(second, "/join")
        await branch.settled()
        assert "Zhao asks to join 第二党支部" in second.with_button("✅").text
        rows = branch.rows("SELECT org_id FROM memberships m JOIN persons p ON p.id = m.person_id WHERE name = 'Wang'")
        assert len(rows) == 2
        await branch.people["Wang"].tell("/start")
        await branch.settled()
        assert "第一党支部" in branch.people["Wang"].dm.last.text
        assert "第二党支部" in branch.people["Wang"].dm.last.text
        await branch.play("""
            Wang (private): /items K701
            bot → Wang: K701
            Wang (private): [第一党支部]
            bot → Wang: we speak of 第一党支部
            Wang (private): /items K701
            bot → Wang: Volunteer service
            Wang (private): /start
            bot → Wang: … [第二党支部] … [📍 第一党支部]
        """)


async def test_a_stranger_is_greeted_and_told_the_way(tmp_path: Path) -> None:
    """Whoever is in no branch gets guidance, not an error; only Start is remembered, for a week (see test_roles)."""
    async with a_stage(tmp_path, locale="en") as stage:
        stage.sim.user("Qian", language_code="zh-hant")
        await stage.play("""
            Wang (private): /start
            bot → Wang: … [❓
            Wang (private): /my
            bot → Wang: /join
            Qian (private): /lang en
            bot → Qian: I keep nothing about you
        """)
        kept = stage.rows("SELECT name, consent_at FROM persons WHERE name IN ('Wang', 'Qian')")
        assert kept == [("Wang", None)]


async def test_payloads_of_our_own_links(tmp_path: Path) -> None:
    """`hello`, `help` and every command's name do what they say; a link never acts."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        wang = branch.people["Wang"]
        for payload, expected in (
            ("hello", "private answers arrive here"),
            ("help", "For everybody"),
            ("my", "2026"),
            ("claim", "What would you like to claim?"),
            ("claim-K701", "What would you like to claim?"),
            ("setup", "works in the branch's group"),
        ):
            await wang.start(payload)
            await branch.settled()
            assert expected in wang.dm.last.text, payload
        assert branch.rows("SELECT count(*) FROM claims")[0][0] == 0
        await branch.play("Wang (private): /start\nbot → Wang: Hello, Wang … [✍️ Claim points]\nWang (private): [📖]")


async def test_a_reviewer_who_starts_late_gets_what_waits(tmp_path: Path) -> None:
    """Copies that could not be delivered come when the private chat opens; the group's card is left alone."""
    async with a_stage(tmp_path, locale="en") as stage:
        li = stage.people["Li"]
        li.account.started = False
        await stage.play("""
            Li: /setup sichuan 一支部
            Wang: /join 王五
            Li: [✅]
            Wang: photo "/claim K701 05-12 cleaning"
            bot: #1
        """)
        assert not li.dm.from_bot
        await stage.play("""
            Li (private): /start hello
            bot → Li: #1 … [✅ Approve]
            bot: nothing
        """)
        await li.block_bot()
        await stage.settled()
        await stage.people["Wang"].photo(stage.chat, "/claim K701 05-11 cleaning")
        await stage.settled()
        assert "#2" not in li.dm.last.text
        await li.unblock_bot()
        await stage.settled()
        assert "#2" in li.dm.last.text


async def test_a_bare_join_is_told_how_it_stands(tmp_path: Path) -> None:
    """Who waits or is enrolled is not asked for a name; who confirms names may still give the own."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.play("""
            Li: /setup sichuan 第一党支部
            Wang: /join
            bot: Please answer with your real name
            Wang: /join Wang Wei
            bot: Wang Wei asks to join
            Wang: /join
            bot: as Wang Wei is waiting for the secretary … if the name is wrong
            Li: [✅]
            Wang: /join
            bot: You are already enrolled here as Wang Wei
            Li: /join
            bot: Please answer with your real name
        """)
