// The page's own words. What the bot says comes in the bot's languages.
export const WORDS = {
  zh_Hans: {
    title: "积分助手 · 演示", clock: "时钟", language: "语言", people: "人物", hour: "+1 小时", day: "+1 天",
    next: "下一次定时发布", nextAt: "下一次：{kind} · {at}", moving: "正在拨动时钟…", noNext: "没有待发布的内容",
    reset: "重新开始", resetAsk: "清除全部内容，重新开始演示？", guide: "试一试", close: "关闭", help: "使用指引",
    group: "群聊", private: "与{bot}私聊", privateHint: "只有本人看得到：自己的积分、理由和待审材料", write: "在群里发言", writePrivate: "发给机器人", send: "发送", attach: "添加照片或文件",
    menu: "命令", reply: "回复", edit: "修改", cancel: "取消", replying: "回复 {name}", editing: "修改消息", edited: "已编辑",
    silent: "静默发送", photo: "照片", remove: "移除", members: "{n} 人", start: "开始", empty: "这里还没有消息", unread: "{n} 条未读",
    startHint: "按“开始”，机器人才能给您发私信。", lost: "连接已断开，正在重新连接…", failed: "没有成功：{why}", down: "回到最新消息", sample: "示例照片",
    joined: "{who} 加入了群", left: "{who} 退出了群", pinned: "{who} 置顶了一条消息", renamed: "群名改为“{text}”", migrated: "群已升级为超级群",
    topic: "新话题“{who}”", topicClosed: "话题已关闭", contact: "名片", voice: "语音消息", sticker: "贴纸",
    kinds: { half_month: "半月提醒", half_month_reminder: "半月提醒", reminder: "半月提醒", flash: "月末快报", flash_board: "月末快报", monthly: "月度通报与榜单", notice: "月度通报与榜单", monthly_notice: "月度通报与榜单", quarter: "季度通报", quarterly: "季度通报", half_year: "半年通报", half_yearly: "半年通报", yearly: "年度通报", year_end: "年度通报", digest: "每日摘要" },
    steps: {
      claim: ["用文字申报", "让{name}在群里发一条申报。", "写好这句话"],
      photo: ["用照片申报", "附上现场照片，命令写在照片说明里。", "准备照片"],
      approve: ["审核", "让{name}按申报卡片上的 ✅。按 ↩️ 或 ❌ 会到私聊里问理由，群里看不到。", "指给我看"],
      board: ["看榜单", "审核通过的积分立刻计入榜单。", "写好命令"],
      office: ["台账录入", "让{name}在私聊里替别人录入一条加分。", "写好命令"],
      clock: ["拨动时钟", "跳到下一次定时发布：月末快报、半月提醒、月度通报会自己发到群里。", "指给我看"],
      more: ["更多功能", "输入框左边的“/”列出命令，例如 /my、/gap、/items、/pending、/notice、/ledger、/settings。", "打开{name}的命令"],
    },
  },
  zh_Hant: {
    title: "積分助手 · 示範", clock: "時鐘", language: "語言", people: "人物", hour: "+1 小時", day: "+1 天",
    next: "下一次定時發布", nextAt: "下一次：{kind} · {at}", moving: "正在撥動時鐘…", noNext: "沒有待發佈的內容",
    reset: "重新開始", resetAsk: "清除全部內容，重新開始示範？", guide: "試一試", close: "關閉", help: "使用指引",
    group: "群組", private: "與{bot}私訊", privateHint: "只有本人看得到：自己的積分、理由與待審資料", write: "在群組發言", writePrivate: "傳給機器人", send: "傳送", attach: "加入照片或檔案",
    menu: "指令", reply: "回覆", edit: "編輯", cancel: "取消", replying: "回覆 {name}", editing: "編輯訊息", edited: "已編輯",
    silent: "靜音傳送", photo: "照片", remove: "移除", members: "{n} 人", start: "開始", empty: "這裡還沒有訊息", unread: "{n} 則未讀",
    startHint: "按「開始」，機器人才能傳私訊給您。", lost: "連線已中斷，正在重新連線…", failed: "沒有成功：{why}", down: "回到最新訊息", sample: "範例照片",
    joined: "{who} 加入了群組", left: "{who} 離開了群組", pinned: "{who} 置頂了一則訊息", renamed: "群組名稱改為「{text}」", migrated: "群組已升級為超級群組",
    topic: "新主題「{who}」", topicClosed: "主題已關閉", contact: "聯絡人", voice: "語音訊息", sticker: "貼圖",
    kinds: { half_month: "半月提醒", half_month_reminder: "半月提醒", reminder: "半月提醒", flash: "月末快報", flash_board: "月末快報", monthly: "月度通報與榜單", notice: "月度通報與榜單", monthly_notice: "月度通報與榜單", quarter: "季度通報", quarterly: "季度通報", half_year: "半年通報", half_yearly: "半年通報", yearly: "年度通報", year_end: "年度通報", digest: "每日摘要" },
    steps: {
      claim: ["以文字申報", "讓{name}在群組發一則申報。", "寫好這句話"],
      photo: ["以照片申報", "附上現場照片，指令寫在照片說明裡。", "準備照片"],
      approve: ["審核", "讓{name}按申報卡片上的 ✅。按 ↩️ 或 ❌ 會到私訊詢問理由，群組看不到。", "指給我看"],
      board: ["看榜單", "審核通過的積分立即計入榜單。", "寫好指令"],
      office: ["台帳登錄", "讓{name}在私訊裡替別人登錄一筆加分。", "寫好指令"],
      clock: ["撥動時鐘", "跳到下一次定時發布：月末快報、半月提醒、月度通報會自己發到群組。", "指給我看"],
      more: ["更多功能", "輸入框左邊的「/」列出指令，例如 /my、/gap、/items、/pending、/notice、/ledger、/settings。", "打開{name}的指令"],
    },
  },
  en: {
    title: "Points bot · demo", clock: "Clock", language: "Language", people: "People", hour: "+1 h", day: "+1 day",
    next: "Next scheduled post", nextAt: "Next: {kind} · {at}", moving: "Moving the clock…", noNext: "Nothing is scheduled",
    reset: "Start over", resetAsk: "Clear everything and start the demo over?", guide: "Try this", close: "Close", help: "Guide",
    group: "Group", private: "Private chat", privateHint: "Only this person reads it: own points, reasons, what waits for review", write: "Write to the group", writePrivate: "Write to the bot", send: "Send", attach: "Attach photos or a file",
    menu: "Commands", reply: "Reply", edit: "Edit", cancel: "Cancel", replying: "Reply to {name}", editing: "Edit message", edited: "edited",
    silent: "sent silently", photo: "Photo", remove: "Remove", members: "{n} members", start: "Start", empty: "Nothing has been said here yet", unread: "{n} unread",
    startHint: "Press Start so that the bot may write to you.", lost: "The connection is lost; trying again…", failed: "That did not work: {why}", down: "To the latest message", sample: "Sample photo",
    joined: "{who} joined the group", left: "{who} left the group", pinned: "{who} pinned a message", renamed: "The group is now called “{text}”", migrated: "The group became a supergroup",
    topic: "New topic “{who}”", topicClosed: "Topic closed", contact: "Contact", voice: "Voice message", sticker: "Sticker",
    kinds: { half_month: "half-month reminder", half_month_reminder: "half-month reminder", reminder: "half-month reminder", flash: "flash board", flash_board: "flash board", monthly: "monthly notice", notice: "monthly notice", monthly_notice: "monthly notice", quarter: "quarterly notice", quarterly: "quarterly notice", half_year: "half-year notice", half_yearly: "half-year notice", yearly: "year-end notice", year_end: "year-end notice", digest: "daily digest" },
    steps: {
      claim: ["Claim by text", "Let {name} file a claim in the group.", "Write it for me"],
      photo: ["Claim by photo", "Attach a photo; the command is its caption.", "Prepare a photo"],
      approve: ["Review", "Let {name} press ✅ on the claim card. ↩️ and ❌ ask for a reason in private; the group never reads it.", "Show me"],
      board: ["Look at the board", "Approved points are on the board at once.", "Write it for me"],
      office: ["Enter for others", "Let {name} enter points for somebody, in private.", "Write it for me"],
      clock: ["Move the clock", "Jump to the next scheduled post: flash board, reminder and monthly notice come by themselves.", "Show me"],
      more: ["Everything else", "“/” beside the text field lists the commands: /my, /gap, /items, /pending, /notice, /ledger, /settings …", "Open {name}’s commands"],
    },
  },
};

const LOCALES = { zh_Hans: "zh-Hans-CN", zh_Hant: "zh-Hant-TW", en: "en-GB" };
let current = "zh_Hans";

export const language = () => current;
export const locale = () => LOCALES[current];
export function speak(code) { if (WORDS[code]) current = code; }
export function word(name, facts = {}) {
  const text = WORDS[current][name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole);
}
export const kindWord = (kind) => WORDS[current].kinds[kind] ?? kind.replace(/_/g, " ");
