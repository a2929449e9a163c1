"""The rules of points management: values in, values or a refusal out.

Nothing here reads a clock, a file, a database or a catalogue; ``now`` and ``today`` are arguments.

Units
    points       ``Decimal`` with two places, rounded once at the end, ROUND_HALF_UP (away from zero);
                 never "-0.00"; storage keeps integer hundredths
    coefficients ``Decimal`` with four places
    money        integer fen above the formulas; the formulas themselves give yuan with two places
    instants     aware ``datetime`` in UTC, names end in ``_at``; every rule is evaluated in the zone it is given
    dates        ``date`` in that zone, names end in ``_on``
    periods      text keys: 2026-05-A (half-month), 2026-05, 2026-Q2, 2026-H1, 2026
    order        ranks, cuts and bands compare the rounded, published values, so that a reader can recompute them

Glossary (zh-Hans / zh-Hant / en)
    积分 / 積分 / points                       what items give and deductions take
    台账 / 台帳 / ledger                       append-only list of entries; a total is a sum over it
    申报 / 申報 / claim                        a member's request for the points of an item
    审核 / 審核 / review                       a verdict on one level of a claim's chain
    退回 / 退回 / returned                     sent back to be completed; starts again at the first level
    公示 / 公示 / publicity                    results shown for some working days, open to objections
    异议、申诉 / 異議、申訴 / objection, appeal  a request to look again while publicity lasts
    党组织 / 黨組織 / organisation             node of the tree: committee, unit, branch, group
    支部书记 / 支部書記 / branch secretary      leads a branch
    党务干部 / 黨務幹部 / party-affairs cadre   one of the three subject kinds: branch, cadre, member
    折合分 / 折合分 / converted score           total in proportion to the best total, which is full marks
    登榜 / 登榜 / on the board                 total above zero
    调度提醒 / 調度提醒 / dispatch reminder     post on the 1st and the 16th, moved to a working day
    考核通报 / 考核通報 / appraisal notice      monthly post: leaderboard and publicity; freezes the month
    观摩评比 / 觀摩評比 / observation contest   quarterly: site and stage marks
    评星定级 / 評星定級 / star rating           yearly rating of branches, one to five stars
    一票否决 / 一票否決 / veto                 a fact that keeps a branch from five stars
    摘星降级 / 摘星降級 / demotion             a star lowered between two ratings
    红黄绿 / 紅黃綠 / RYG                      colour of a task: overdue or far behind, behind, on track
    体检报告 / 體檢報告 / health report         marks of a branch after red and yellow findings
    约谈 / 約談 / interview                    talk after months below the pass line
    民主评议 / 民主評議 / democratic appraisal  yearly grading of members by members
    示范岗 / 示範崗 / demonstration post        award for a tenth of the in-service members
    先锋指数 / 先鋒指數 / pioneer index         weighted dimensions, bonus and malus, against the last value
    协作组 / 協作組 / collaboration group       branches grouped so that strong leads weak
    结对共建 / 結對共建 / pairing              department and village by rule
    换届 / 換屆 / election of a new committee   reminded six, three and one month before the term ends
    三会一课 / 三會一課 / three meetings and one lecture
    主题党日 / 主題黨日 / theme day
    方案 / 方案 / scheme                       versioned rulebook: items, base, chain, publicity
    封顶 / 封頂 / cap                          most that an item gives a subject in a month or year
    冲销 / 沖銷 / reversal                     exact negative of one earlier entry
    补记 / 補記 / adjustment                   entry of the open month that belongs to a closed one
    双向确认 / 雙向確認 / two-way confirmation  an office entry is confirmed or disputed by its subject
"""
