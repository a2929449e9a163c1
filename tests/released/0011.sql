BEGIN TRANSACTION;
CREATE TABLE activities (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	item VARCHAR(24) NOT NULL, 
	title TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	quantity BIGINT NOT NULL, 
	level VARCHAR(16), 
	opened_by INTEGER NOT NULL, 
	chat_id BIGINT, 
	state VARCHAR(10) NOT NULL, 
	pieces TEXT NOT NULL, 
	claim_id INTEGER, 
	created_at VARCHAR(27) NOT NULL, 
	CONSTRAINT fk_activities_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_activities_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_activities_opened_by_persons FOREIGN KEY(opened_by) REFERENCES persons (id)
);
CREATE TABLE adjustments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	claim_id INTEGER NOT NULL, 
	asked_by INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	decided_by INTEGER, 
	asked_at VARCHAR(27) NOT NULL, 
	decided_at VARCHAR(27), 
	CONSTRAINT fk_adjustments_asked_by_persons FOREIGN KEY(asked_by) REFERENCES persons (id), 
	CONSTRAINT fk_adjustments_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_adjustments_decided_by_persons FOREIGN KEY(decided_by) REFERENCES persons (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
CREATE TABLE appeal_evidence (
	id INTEGER NOT NULL, 
	appeal_id INTEGER NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	file_id TEXT, 
	unique_id VARCHAR(64), 
	added_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_appeal_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_appeal_evidence_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id)
);
CREATE TABLE appeal_steps (
	id INTEGER NOT NULL, 
	appeal_id INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	by_id INTEGER, 
	verdict VARCHAR(12) NOT NULL, 
	points BIGINT, 
	reason TEXT NOT NULL, 
	entry_id INTEGER, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_appeal_steps PRIMARY KEY (id), 
	CONSTRAINT fk_appeal_steps_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id), 
	CONSTRAINT fk_appeal_steps_by_id_persons FOREIGN KEY(by_id) REFERENCES persons (id), 
	CONSTRAINT fk_appeal_steps_entry_id_ledger FOREIGN KEY(entry_id) REFERENCES ledger (id)
);
CREATE TABLE appeals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	period VARCHAR(10) NOT NULL, 
	target VARCHAR(8) NOT NULL, 
	target_id INTEGER, 
	text TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	level INTEGER NOT NULL, 
	handler_id INTEGER, 
	handler_role VARCHAR(24) NOT NULL, 
	decide_by DATE, 
	outcome VARCHAR(12), 
	points BIGINT, 
	reply_by DATE, 
	rev INTEGER NOT NULL, 
	filed_at VARCHAR(27) NOT NULL, 
	decided_at VARCHAR(27), 
	CONSTRAINT fk_appeals_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_appeals_handler_id_persons FOREIGN KEY(handler_id) REFERENCES persons (id), 
	CONSTRAINT fk_appeals_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE attendance (
	activity_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	how VARCHAR(8) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_attendance PRIMARY KEY (activity_id, person_id), 
	CONSTRAINT fk_attendance_activity_id_activities FOREIGN KEY(activity_id) REFERENCES activities (id), 
	CONSTRAINT fk_attendance_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	actor_id INTEGER, 
	action VARCHAR(32) NOT NULL, 
	object TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	chat_id BIGINT, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_actor_id_persons FOREIGN KEY(actor_id) REFERENCES persons (id)
);
INSERT INTO "audit" VALUES(1,'2026-05-13T04:00:00.000000Z',1,'setup','org B001',NULL,'第一党支部',-1002000000001);
INSERT INTO "audit" VALUES(2,'2026-05-13T04:00:00.000000Z',1,'admit','person P00002',NULL,'B001',-1002000000001);
INSERT INTO "audit" VALUES(3,'2026-05-13T04:00:00.000000Z',1,'admit','person P00003',NULL,'B001',-1002000000001);
INSERT INTO "audit" VALUES(4,'2026-05-13T04:00:00.000000Z',1,'grant','person P00003',NULL,'deputy_secretary B001',NULL);
INSERT INTO "audit" VALUES(5,'2026-05-13T04:00:00.000000Z',1,'invite','org B001',NULL,'1',NULL);
CREATE TABLE beats (
	chat_id BIGINT NOT NULL, 
	postman_id BIGINT, 
	recent TEXT, 
	CONSTRAINT pk_beats PRIMARY KEY (chat_id)
);
CREATE TABLE case_steps (
	id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	verb VARCHAR(10) NOT NULL, 
	level INTEGER NOT NULL, 
	person_id INTEGER, 
	at VARCHAR(27) NOT NULL, 
	text TEXT, 
	CONSTRAINT pk_case_steps PRIMARY KEY (id), 
	CONSTRAINT fk_case_steps_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_case_steps_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE cases (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	mark VARCHAR(80) NOT NULL, 
	person_id INTEGER, 
	about_id INTEGER, 
	duty VARCHAR(40) NOT NULL, 
	level INTEGER NOT NULL, 
	since VARCHAR(7) NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	facts TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	due_on DATE NOT NULL, 
	rev INTEGER NOT NULL, 
	decided_by INTEGER, 
	opened_at VARCHAR(27) NOT NULL, 
	CONSTRAINT fk_cases_about_id_persons FOREIGN KEY(about_id) REFERENCES persons (id), 
	CONSTRAINT fk_cases_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_cases_decided_by_persons FOREIGN KEY(decided_by) REFERENCES persons (id), 
	CONSTRAINT fk_cases_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id), 
	CONSTRAINT uq_cases_branch_id_mark UNIQUE (branch_id, mark)
);
CREATE TABLE chats (
	id BIGINT NOT NULL, 
	org_id INTEGER, 
	kind VARCHAR(12) NOT NULL, 
	title TEXT NOT NULL, 
	lang VARCHAR(8), 
	thread_id BIGINT, 
	state VARCHAR(12) NOT NULL, 
	bound_at VARCHAR(27), 
	rights TEXT, 
	migrated_to BIGINT, 
	CONSTRAINT pk_chats PRIMARY KEY (id), 
	CONSTRAINT fk_chats_org_id_orgs FOREIGN KEY(org_id) REFERENCES orgs (id)
);
INSERT INTO "chats" VALUES(-1002000000001,2,'supergroup','第一党支部',NULL,NULL,'bound','2026-05-13T04:00:00.000000Z','{"member":true,"admin":false,"can_send":true,"can_delete_messages":false,"added_by":5000000001,"card":"rights:-1002000000001:u100000003"}',NULL);
CREATE TABLE claims (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	scheme_id INTEGER NOT NULL, 
	item VARCHAR(24) NOT NULL, 
	subject_kind VARCHAR(8) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	submitter_id INTEGER NOT NULL, 
	occurred_on DATE NOT NULL, 
	quantity BIGINT NOT NULL, 
	level VARCHAR(16), 
	requested BIGINT NOT NULL, 
	credited BIGINT, 
	state VARCHAR(16) NOT NULL, 
	level_no INTEGER NOT NULL, 
	chain TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	sameness VARCHAR(64) NOT NULL, 
	source VARCHAR(10) NOT NULL, 
	batch_id INTEGER, 
	chat_id BIGINT, 
	thread_id BIGINT, 
	message_id BIGINT, 
	media_group VARCHAR(64), 
	filed_at VARCHAR(27), 
	decided_at VARCHAR(27), 
	level_since VARCHAR(27), 
	confirm_until DATE, 
	created_at VARCHAR(27) NOT NULL, 
	CONSTRAINT fk_claims_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_claims_scheme_id_schemes FOREIGN KEY(scheme_id) REFERENCES schemes (id), 
	CONSTRAINT fk_claims_submitter_id_persons FOREIGN KEY(submitter_id) REFERENCES persons (id)
);
INSERT INTO "claims" VALUES(1,2,1,'K701','member',2,2,'2026-05-12',200,NULL,600,600,'approved',1,'[{"role":"secretary","by":1}]',1,'swept the hall','012a8c57b28117e64f08c3df8b21e5897aa9bec8e38edefc48ecd1b4c4d334b1','chat',NULL,-1002000000001,0,9,NULL,'2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "claims" VALUES(2,2,1,'K703','member',3,3,'2026-05-12',100,NULL,100,100,'approved',1,'[{"role":"secretary","by":1}]',1,'planted trees','e1b442b7a93f22d952bf52233e67bb128c2623cd007f2c133870d14f7dd4ebe2','chat',NULL,-1002000000001,0,11,NULL,'2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "claims" VALUES(3,2,1,'K701','member',2,2,'2026-05-11',100,NULL,300,NULL,'returned',0,'[]',1,'swept the yard','50034dbef7d6ed35ad593f05751335069553a6c7b29140539e71dfe0c5bc1c3e','chat',NULL,-1002000000001,0,13,NULL,'2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "claims" VALUES(4,2,1,'K701','member',3,3,'2026-05-10',100,NULL,300,NULL,'in_review',0,'[]',0,'waiting for Li','ef1cc49be47eb196d7f36402569db18401410296231ae1c23c1d9c51133fbd37','chat',NULL,-1002000000001,0,17,NULL,'2026-05-13T04:00:00.000000Z',NULL,'2026-05-13T04:00:00.000000Z',NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "claims" VALUES(5,2,1,'K701','member',2,2,'2026-06-05',100,NULL,300,300,'approved',1,'[{"role":"secretary","by":1}]',1,'swept again','48e9717f587d0420ac96ebc2eb526ce50178afa51f79f338c4785dda2474ee8c','chat',NULL,-1002000000001,0,21,NULL,'2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',NULL,'2026-06-08T01:00:00.000000Z');
CREATE TABLE credited (
	subject_kind VARCHAR(8) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	item VARCHAR(24) NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	points BIGINT NOT NULL, 
	CONSTRAINT pk_credited PRIMARY KEY (subject_kind, subject_id, item, month)
);
INSERT INTO "credited" VALUES('member',2,'K701','2026-05',600);
INSERT INTO "credited" VALUES('member',3,'K703','2026-05',100);
INSERT INTO "credited" VALUES('member',2,'K701','2026-06',300);
CREATE TABLE declaration_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	declaration_id INTEGER NOT NULL, 
	item VARCHAR(24) NOT NULL, 
	subject_kind VARCHAR(8) NOT NULL, 
	occurred_on DATE NOT NULL, 
	quantity BIGINT NOT NULL, 
	level VARCHAR(16), 
	requested BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	pieces TEXT NOT NULL, 
	media_group VARCHAR(64), 
	claim_id INTEGER, 
	CONSTRAINT fk_declaration_lines_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_declaration_lines_declaration_id_declarations FOREIGN KEY(declaration_id) REFERENCES declarations (id)
);
CREATE TABLE declarations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	branch_id INTEGER NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	rev INTEGER NOT NULL, 
	signed_at VARCHAR(27), 
	checked_by INTEGER, 
	checked_at VARCHAR(27), 
	doubt TEXT, 
	reviewed_at VARCHAR(27), 
	answered_at VARCHAR(27), 
	words TEXT, 
	created_at VARCHAR(27) NOT NULL, 
	CONSTRAINT fk_declarations_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_declarations_checked_by_persons FOREIGN KEY(checked_by) REFERENCES persons (id), 
	CONSTRAINT fk_declarations_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id), 
	CONSTRAINT uq_declarations_branch_id_month_person_id UNIQUE (branch_id, month, person_id)
);
CREATE TABLE delegations (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	delegate_id INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	made_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_delegations PRIMARY KEY (id), 
	CONSTRAINT fk_delegations_delegate_id_persons FOREIGN KEY(delegate_id) REFERENCES persons (id), 
	CONSTRAINT fk_delegations_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE digests (
	person_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (person_id, day), 
	CONSTRAINT fk_digests_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
INSERT INTO "digests" VALUES(1,'2026-06-08','2026-06-08T01:00:00.000000Z');
CREATE TABLE drafts (
	chat_id BIGINT NOT NULL, 
	telegram_id BIGINT NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	facts TEXT NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (chat_id, telegram_id)
);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	claim_id INTEGER, 
	person_id INTEGER, 
	kind VARCHAR(10) NOT NULL, 
	file_id TEXT, 
	unique_id VARCHAR(64), 
	note TEXT, 
	chat_id BIGINT, 
	message_id BIGINT, 
	media_group VARCHAR(64), 
	added_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_evidence_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
INSERT INTO "evidence" VALUES(1,1,2,'photo','AgACAgIAAx4Au6KBQsOrJZ872HvpE8R2SKoJmOCi03BdxdoNMu6XIAAAAAAQ','AQAD4Au6KBQsOrJZ870',NULL,-1002000000001,9,NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "evidence" VALUES(2,2,3,'photo','AgACAgIAAx6mNK3DIXQre55x4zIor2o9qrNcuL1cY4Jelba9k_FhgAAAAAAg','AQAD6mNK3DIXQre55x4',NULL,-1002000000001,11,NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "evidence" VALUES(3,3,2,'photo','AgACAgIAAxCTxpngKPp9J6yr8SK5_ozJREJsPPXPjne4mSn8lwnKEAAAAAAw','AQADCTxpngKPp9J6yr8',NULL,-1002000000001,13,NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "evidence" VALUES(4,4,3,'photo','AgACAgIAAxGEWPicxMFb81ivd18fJrEhQhPas_VUGhn01rZSmBWTQAAAAABA','AQADGEWPicxMFb81ivc',NULL,-1002000000001,17,NULL,'2026-05-13T04:00:00.000000Z');
INSERT INTO "evidence" VALUES(5,5,2,'photo','AgACAgIAAx9Z1d3QBKsQhBXNsHo1pvH-6hOgQUZAc6IWQJYXEsglUAAAAABQ','AQAD9Z1d3QBKsQhBXNs',NULL,-1002000000001,21,NULL,'2026-06-08T01:00:00.000000Z');
CREATE TABLE exemptions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	reason TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	asked_by INTEGER NOT NULL, 
	asked_at VARCHAR(27) NOT NULL, 
	decided_by INTEGER, 
	decided_at VARCHAR(27), 
	CONSTRAINT fk_exemptions_asked_by_persons FOREIGN KEY(asked_by) REFERENCES persons (id), 
	CONSTRAINT fk_exemptions_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_exemptions_decided_by_persons FOREIGN KEY(decided_by) REFERENCES persons (id), 
	CONSTRAINT fk_exemptions_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE followups (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(14) NOT NULL, 
	task TEXT NOT NULL, 
	due_on DATE NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	opened_by INTEGER NOT NULL, 
	opened_at VARCHAR(27) NOT NULL, 
	answer TEXT, 
	answered_at VARCHAR(27), 
	record TEXT, 
	closed_by INTEGER, 
	closed_at VARCHAR(27), 
	CONSTRAINT fk_followups_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_followups_closed_by_persons FOREIGN KEY(closed_by) REFERENCES persons (id), 
	CONSTRAINT fk_followups_opened_by_persons FOREIGN KEY(opened_by) REFERENCES persons (id), 
	CONSTRAINT fk_followups_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	org_id INTEGER NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	granted_at VARCHAR(27) NOT NULL, 
	granted_by INTEGER, 
	revoked_at VARCHAR(27), 
	revoked_by INTEGER, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT fk_grants_granted_by_persons FOREIGN KEY(granted_by) REFERENCES persons (id), 
	CONSTRAINT fk_grants_org_id_orgs FOREIGN KEY(org_id) REFERENCES orgs (id), 
	CONSTRAINT fk_grants_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id), 
	CONSTRAINT fk_grants_revoked_by_persons FOREIGN KEY(revoked_by) REFERENCES persons (id)
);
INSERT INTO "grants" VALUES(1,1,2,'secretary','2026-05-13T04:00:00.000000Z',1,NULL,NULL);
INSERT INTO "grants" VALUES(2,3,2,'deputy_secretary','2026-05-13T04:00:00.000000Z',1,NULL,NULL);
CREATE TABLE judgings (
	branch_id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	CONSTRAINT pk_judgings PRIMARY KEY (branch_id, period), 
	CONSTRAINT fk_judgings_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
CREATE TABLE ledger (
	id INTEGER NOT NULL, 
	branch_id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	booked_at VARCHAR(27) NOT NULL, 
	subject_kind VARCHAR(8) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	scheme_id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	item VARCHAR(24) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	points BIGINT NOT NULL, 
	claim_id INTEGER, 
	ref_period VARCHAR(7), 
	reverses INTEGER, 
	by_id INTEGER, 
	text_digest VARCHAR(64) NOT NULL, 
	prev_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_ledger PRIMARY KEY (id), 
	CONSTRAINT fk_ledger_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_ledger_by_id_persons FOREIGN KEY(by_id) REFERENCES persons (id), 
	CONSTRAINT fk_ledger_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_ledger_reverses_ledger FOREIGN KEY(reverses) REFERENCES ledger (id), 
	CONSTRAINT fk_ledger_scheme_id_schemes FOREIGN KEY(scheme_id) REFERENCES schemes (id), 
	CONSTRAINT uq_ledger_branch_id_seq UNIQUE (branch_id, seq), 
	CONSTRAINT uq_ledger_reverses UNIQUE (reverses)
);
INSERT INTO "ledger" VALUES(1,2,1,'2026-05-13T04:00:00.000000Z','member',2,1,'2026-05','K701','award',600,1,NULL,NULL,1,'a3280a3083654df7c7e274338a12ba666a51fb10634df2f93d14e2feeb91be82','0000000000000000000000000000000000000000000000000000000000000000','8f4d871169bc7ae568c0cae30d1a1337f0052e0c40b1215ab492ab3166de1132');
INSERT INTO "ledger" VALUES(2,2,2,'2026-05-13T04:00:00.000000Z','member',3,1,'2026-05','K703','award',100,2,NULL,NULL,1,'fe894493fc67998b90101872e46f27035b63919352eff75b80cffaef723fc715','8f4d871169bc7ae568c0cae30d1a1337f0052e0c40b1215ab492ab3166de1132','e46d44bf505217108fd500f5ccadc57a9bd77823e8f93e5bc65701ae69dd909a');
INSERT INTO "ledger" VALUES(3,2,3,'2026-06-08T01:00:00.000000Z','member',2,1,'2026-06','K701','award',300,5,NULL,NULL,1,'23dd259f43eaacdf09a7ca035f24724f6748fb4963c550033660e802a5f36113','e46d44bf505217108fd500f5ccadc57a9bd77823e8f93e5bc65701ae69dd909a','a38dc9dbd0aea00f21fbd93d954952b694cd6fd462bf0de7ce1d1460f126af30');
CREATE TABLE ledger_texts (
	entry_id INTEGER NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_ledger_texts PRIMARY KEY (entry_id), 
	CONSTRAINT fk_ledger_texts_entry_id_ledger FOREIGN KEY(entry_id) REFERENCES ledger (id)
);
INSERT INTO "ledger_texts" VALUES(1,'7e1d6f3dd76cdd796c42dd335e84172c','Wang','swept the hall');
INSERT INTO "ledger_texts" VALUES(2,'2c5c1dcbbb38d4840e8411c5960c1799','Zhao','planted trees');
INSERT INTO "ledger_texts" VALUES(3,'9aa8abf1917492dea0032a5b54515f65','Wang','swept again');
CREATE TABLE letters (
	id INTEGER NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	lane INTEGER NOT NULL, 
	slot VARCHAR(120), 
	method VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	due_at VARCHAR(27) NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	sent_at VARCHAR(27), 
	attempts INTEGER NOT NULL, 
	error TEXT, 
	feedback VARCHAR(24), 
	facts TEXT, 
	CONSTRAINT pk_letters PRIMARY KEY (id), 
	CONSTRAINT uq_letters_key UNIQUE ("key")
);
INSERT INTO "letters" VALUES(1,'menu:7000000001:all_private_chats::14fe1bb2302d8ed5d6b3b5bc5b4b183f1c6c3cca5081fd3fab21c3ddfe2b4338',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"},{"command":"pending","description":"what waits for my decision"},{"command":"session","description":"hold a review session: who is present, card by card, minutes"},{"command":"approve","description":"approve claims"},{"command":"reject","description":"turn claims down"},{"command":"return","description":"ask for more"},{"command":"undo","description":"undo an own decision"},{"command":"delegate","description":"let somebody decide in my place"},{"command":"reviewers","description":"how reviewers decide, in figures"},{"command":"report","description":"the month in figures, and what was confirmed (secretary)"},{"command":"followup","description":"agree on education or something to put right, privately (secretary)"},{"command":"ledger","description":"the branch''s entries"},{"command":"verify","description":"recompute the books"},{"command":"export","description":"take the tables along, as files"},{"command":"award","description":"enter points for somebody (ledger keeper)"},{"command":"deduct","description":"enter a deduction, privately (ledger keeper)"},{"command":"adjust","description":"take a booked entry back, with a second person (ledger keeper)"},{"command":"exempt","description":"a leave: its months are not counted"},{"command":"grant","description":"give a role"},{"command":"revoke","description":"take a role back"},{"command":"handover","description":"hand over the secretary''s office"},{"command":"roles","description":"who holds which role"},{"command":"invite","description":"links for people to join by"},{"command":"settings","description":"settings of the branch"},{"command":"notice","description":"what is posted next"},{"command":"close","description":"what keeps a month or year open, and closing it"},{"command":"spot","description":"spot checks, and how to recheck the draw"}],"scope":{"type":"all_private_chats"}}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(2,'menu:7000000001:all_group_chats::de36f969bf0e4f5717471dca4c798a5adf8df2ca5ba92e40b7a0509400441cfb',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"}],"scope":{"type":"all_group_chats"}}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(3,'menu:7000000001:all_chat_administrators::8306bca24fc452ae16fd4d994b3352b971f004345758af8a5d6fe356c9486876',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"},{"command":"pending","description":"what waits for my decision"},{"command":"session","description":"hold a review session: who is present, card by card, minutes"},{"command":"approve","description":"approve claims"},{"command":"reject","description":"turn claims down"},{"command":"return","description":"ask for more"},{"command":"undo","description":"undo an own decision"},{"command":"delegate","description":"let somebody decide in my place"},{"command":"reviewers","description":"how reviewers decide, in figures"},{"command":"report","description":"the month in figures, and what was confirmed (secretary)"},{"command":"followup","description":"agree on education or something to put right, privately (secretary)"},{"command":"ledger","description":"the branch''s entries"},{"command":"verify","description":"recompute the books"},{"command":"export","description":"take the tables along, as files"},{"command":"activity","description":"open a card for an act of several people"},{"command":"award","description":"enter points for somebody (ledger keeper)"},{"command":"deduct","description":"enter a deduction, privately (ledger keeper)"},{"command":"adjust","description":"take a booked entry back, with a second person (ledger keeper)"},{"command":"exempt","description":"a leave: its months are not counted"},{"command":"grant","description":"give a role"},{"command":"revoke","description":"take a role back"},{"command":"handover","description":"hand over the secretary''s office"},{"command":"roles","description":"who holds which role"},{"command":"invite","description":"links for people to join by"},{"command":"settings","description":"settings of the branch"},{"command":"notice","description":"what is posted next"},{"command":"close","description":"what keeps a month or year open, and closing it"},{"command":"spot","description":"spot checks, and how to recheck the draw"},{"command":"start","description":"greeting and menu"},{"command":"setup","description":"set up a branch in this group"},{"command":"bind","description":"bind this group to a branch"}],"scope":{"type":"all_chat_administrators"}}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(4,'menu:7000000001:about::03e15ce7eee02e11a4f25153a6dd6bde970561c3fcc876eab83e9a19343d9c12',0,2,NULL,'setMyDescription','{"description":"I keep the points of a party branch: members claim with a message and a photo, the secretary approves with a tap, boards and monthly notices come by themselves. Everybody can check every entry. Press Start."}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(5,'menu:7000000001:short::2b1ee5a9e252b8ab31b2305a63a272142807b43067da9e0dae8dfe70e3f66f8f',0,2,NULL,'setMyShortDescription','{"short_description":"Points of a party branch: claim, approve, publish – every entry can be checked."}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(6,'menu:7000000001:all_private_chats:zh:fdf208fa916c5bc8ab4e2abfd73361d7d5a16aae5e685f6a81545634e9963d88',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"申请加入"},{"command":"claim","description":"申报积分"},{"command":"declare","description":"本月个人申报表"},{"command":"my","description":"我的积分与明细"},{"command":"board","description":"积分榜单"},{"command":"items","description":"积分项目目录"},{"command":"gap","description":"我的差距与可争取项目"},{"command":"standing","description":"年度平均与等次（私聊）"},{"command":"appeal","description":"对公示提出异议"},{"command":"withdraw","description":"撤回申报"},{"command":"lang","description":"选择语言"},{"command":"privacy","description":"保存哪些信息、为什么"},{"command":"mydata","description":"机器人保存的本人数据"},{"command":"help","description":"我能做什么"},{"command":"pending","description":"待我审核"},{"command":"session","description":"召开评审会：到会人员、逐条审议、纪要"},{"command":"approve","description":"同意申报"},{"command":"reject","description":"不同意申报"},{"command":"return","description":"退回补充"},{"command":"undo","description":"撤销本人的审核决定"},{"command":"delegate","description":"委托他人代我审核"},{"command":"reviewers","description":"审核人统计"},{"command":"report","description":"本月分析与双向确认清单（书记）"},{"command":"followup","description":"约定教育或整改事项（书记，私聊）"},{"command":"ledger","description":"支部台账明细"},{"command":"verify","description":"核验台账"},{"command":"export","description":"以文件导出各类表格"},{"command":"award","description":"代他人录入加分（台账员）"},{"command":"deduct","description":"录入减分（私聊，台账员）"},{"command":"adjust","description":"冲销已记分录，须第二人确认（台账员）"},{"command":"exempt","description":"登记请假，期间免考核"},{"command":"grant","description":"授予职务"},{"command":"revoke","description":"免去职务"},{"command":"handover","description":"交接书记职务"},{"command":"roles","description":"职务一览"},{"command":"invite","description":"生成邀请链接"},{"command":"settings","description":"支部设置"},{"command":"notice","description":"接下来发布什么"},{"command":"close","description":"月份、年度锁定的清单与操作"},{"command":"spot","description":"抽查情况及复算方法"}],"scope":{"type":"all_private_chats"},"language_code":"zh"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(7,'menu:7000000001:all_group_chats:zh:03fcb672a25b74904bb7e627ddd44c44b77d3870d353b7749ce699fff328a4cd',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"申请加入"},{"command":"claim","description":"申报积分"},{"command":"declare","description":"本月个人申报表"},{"command":"my","description":"我的积分与明细"},{"command":"board","description":"积分榜单"},{"command":"items","description":"积分项目目录"},{"command":"gap","description":"我的差距与可争取项目"},{"command":"standing","description":"年度平均与等次（私聊）"},{"command":"appeal","description":"对公示提出异议"},{"command":"withdraw","description":"撤回申报"},{"command":"lang","description":"选择语言"},{"command":"privacy","description":"保存哪些信息、为什么"},{"command":"mydata","description":"机器人保存的本人数据"},{"command":"help","description":"我能做什么"}],"scope":{"type":"all_group_chats"},"language_code":"zh"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(8,'menu:7000000001:all_chat_administrators:zh:04c583e280f9e00ba474df7c5d319da0bcf00057f086097b1e56198ce9dd9556',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"申请加入"},{"command":"claim","description":"申报积分"},{"command":"declare","description":"本月个人申报表"},{"command":"my","description":"我的积分与明细"},{"command":"board","description":"积分榜单"},{"command":"items","description":"积分项目目录"},{"command":"gap","description":"我的差距与可争取项目"},{"command":"standing","description":"年度平均与等次（私聊）"},{"command":"appeal","description":"对公示提出异议"},{"command":"withdraw","description":"撤回申报"},{"command":"lang","description":"选择语言"},{"command":"privacy","description":"保存哪些信息、为什么"},{"command":"mydata","description":"机器人保存的本人数据"},{"command":"help","description":"我能做什么"},{"command":"pending","description":"待我审核"},{"command":"session","description":"召开评审会：到会人员、逐条审议、纪要"},{"command":"approve","description":"同意申报"},{"command":"reject","description":"不同意申报"},{"command":"return","description":"退回补充"},{"command":"undo","description":"撤销本人的审核决定"},{"command":"delegate","description":"委托他人代我审核"},{"command":"reviewers","description":"审核人统计"},{"command":"report","description":"本月分析与双向确认清单（书记）"},{"command":"followup","description":"约定教育或整改事项（书记，私聊）"},{"command":"ledger","description":"支部台账明细"},{"command":"verify","description":"核验台账"},{"command":"export","description":"以文件导出各类表格"},{"command":"activity","description":"发起多人活动，一次审核"},{"command":"award","description":"代他人录入加分（台账员）"},{"command":"deduct","description":"录入减分（私聊，台账员）"},{"command":"adjust","description":"冲销已记分录，须第二人确认（台账员）"},{"command":"exempt","description":"登记请假，期间免考核"},{"command":"grant","description":"授予职务"},{"command":"revoke","description":"免去职务"},{"command":"handover","description":"交接书记职务"},{"command":"roles","description":"职务一览"},{"command":"invite","description":"生成邀请链接"},{"command":"settings","description":"支部设置"},{"command":"notice","description":"接下来发布什么"},{"command":"close","description":"月份、年度锁定的清单与操作"},{"command":"spot","description":"抽查情况及复算方法"},{"command":"start","description":"欢迎与菜单"},{"command":"setup","description":"在本群建立支部"},{"command":"bind","description":"把本群绑定到组织"}],"scope":{"type":"all_chat_administrators"},"language_code":"zh"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(9,'menu:7000000001:about:zh:4f0c892ec3a2a086d3f2057e887fe4d32e77f691dc1b0cffad9d38e786130d7d',0,2,NULL,'setMyDescription','{"description":"我是支部积分台账机器人：党员发消息和照片申报，书记一键审核，榜单和月度通报自动发布，每一笔人人可查。请点“开始”。","language_code":"zh"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(10,'menu:7000000001:short:zh:1552f57572bcd3720ea8075287fc349719dcfaa40dda860d2e1039d66d6c7883',0,2,NULL,'setMyShortDescription','{"short_description":"支部积分：申报、审核、公示，每一笔都可核对。","language_code":"zh"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(11,'menu:7000000001:all_private_chats:en:4cccd5b2e9692ad407f73092f3480122278c19aa7ad63990bcc808dd0a3d1696',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"},{"command":"pending","description":"what waits for my decision"},{"command":"session","description":"hold a review session: who is present, card by card, minutes"},{"command":"approve","description":"approve claims"},{"command":"reject","description":"turn claims down"},{"command":"return","description":"ask for more"},{"command":"undo","description":"undo an own decision"},{"command":"delegate","description":"let somebody decide in my place"},{"command":"reviewers","description":"how reviewers decide, in figures"},{"command":"report","description":"the month in figures, and what was confirmed (secretary)"},{"command":"followup","description":"agree on education or something to put right, privately (secretary)"},{"command":"ledger","description":"the branch''s entries"},{"command":"verify","description":"recompute the books"},{"command":"export","description":"take the tables along, as files"},{"command":"award","description":"enter points for somebody (ledger keeper)"},{"command":"deduct","description":"enter a deduction, privately (ledger keeper)"},{"command":"adjust","description":"take a booked entry back, with a second person (ledger keeper)"},{"command":"exempt","description":"a leave: its months are not counted"},{"command":"grant","description":"give a role"},{"command":"revoke","description":"take a role back"},{"command":"handover","description":"hand over the secretary''s office"},{"command":"roles","description":"who holds which role"},{"command":"invite","description":"links for people to join by"},{"command":"settings","description":"settings of the branch"},{"command":"notice","description":"what is posted next"},{"command":"close","description":"what keeps a month or year open, and closing it"},{"command":"spot","description":"spot checks, and how to recheck the draw"}],"scope":{"type":"all_private_chats"},"language_code":"en"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(12,'menu:7000000001:all_group_chats:en:d2b27b80c9acf04c74ed109aa011c613550aa11baed6bdc5d714e96a51e861d5',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"}],"scope":{"type":"all_group_chats"},"language_code":"en"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(13,'menu:7000000001:all_chat_administrators:en:12d3fa0dbae44fa8ab31166a19906e280fc8831c3163bea536d654080dc16d16',0,2,NULL,'setMyCommands','{"commands":[{"command":"join","description":"ask to be enrolled"},{"command":"claim","description":"claim points"},{"command":"declare","description":"my declaration form of the month"},{"command":"my","description":"my points and why"},{"command":"board","description":"who stands where"},{"command":"items","description":"what gives points"},{"command":"gap","description":"what you can still earn"},{"command":"standing","description":"averages and grades of the year, privately"},{"command":"appeal","description":"object to what is laid open"},{"command":"withdraw","description":"take a claim back"},{"command":"lang","description":"choose the language"},{"command":"privacy","description":"what is kept, and why"},{"command":"mydata","description":"all that is stored about me"},{"command":"help","description":"what I can do"},{"command":"pending","description":"what waits for my decision"},{"command":"session","description":"hold a review session: who is present, card by card, minutes"},{"command":"approve","description":"approve claims"},{"command":"reject","description":"turn claims down"},{"command":"return","description":"ask for more"},{"command":"undo","description":"undo an own decision"},{"command":"delegate","description":"let somebody decide in my place"},{"command":"reviewers","description":"how reviewers decide, in figures"},{"command":"report","description":"the month in figures, and what was confirmed (secretary)"},{"command":"followup","description":"agree on education or something to put right, privately (secretary)"},{"command":"ledger","description":"the branch''s entries"},{"command":"verify","description":"recompute the books"},{"command":"export","description":"take the tables along, as files"},{"command":"activity","description":"open a card for an act of several people"},{"command":"award","description":"enter points for somebody (ledger keeper)"},{"command":"deduct","description":"enter a deduction, privately (ledger keeper)"},{"command":"adjust","description":"take a booked entry back, with a second person (ledger keeper)"},{"command":"exempt","description":"a leave: its months are not counted"},{"command":"grant","description":"give a role"},{"command":"revoke","description":"take a role back"},{"command":"handover","description":"hand over the secretary''s office"},{"command":"roles","description":"who holds which role"},{"command":"invite","description":"links for people to join by"},{"command":"settings","description":"settings of the branch"},{"command":"notice","description":"what is posted next"},{"command":"close","description":"what keeps a month or year open, and closing it"},{"command":"spot","description":"spot checks, and how to recheck the draw"},{"command":"start","description":"greeting and menu"},{"command":"setup","description":"set up a branch in this group"},{"command":"bind","description":"bind this group to a branch"}],"scope":{"type":"all_chat_administrators"},"language_code":"en"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(14,'menu:7000000001:about:en:92968abee6d855979957c397f5239fe74cece76910844044ab5de7475e8af35e',0,2,NULL,'setMyDescription','{"description":"I keep the points of a party branch: members claim with a message and a photo, the secretary approves with a tap, boards and monthly notices come by themselves. Everybody can check every entry. Press Start.","language_code":"en"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(15,'menu:7000000001:short:en:af7881cc4f2f1d146329c351b26fcc89339dbf843ba3672f59a3e770c2e7c6db',0,2,NULL,'setMyShortDescription','{"short_description":"Points of a party branch: claim, approve, publish – every entry can be checked.","language_code":"en"}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(16,'u100000001:1',-1002000000001,0,'rights:-1002000000001:u100000001','message','{"text":"👋 I keep the points ledger of a branch. This group is not bound to a branch yet, so I record nothing here.\nAn administrator of the bot sends /setup with a scheme and the branch''s name, or /bind with its code.\n\n✅ send messages (needed)\n▫️ delete messages (so that a reason typed by mistake does not stay)\n▫️ hear plain words such as 申报 (needs an administrator bot, or privacy mode off)","silent":true,"keys":[[["🔄 Check again","r:again",""],["How it works","","https://t.me/jifen_demo_bot?start=help"]],[["简体中文","l:g:zh_Hans",""],["繁體中文","l:g:zh_Hant",""],["English","l:g:en",""]]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(17,'u100000003:1',-1002000000001,0,'rights:-1002000000001:u100000003','message','{"text":"✅ 第一党支部 (code B001) now keeps its points here, under the scheme Sichuan member points (sichuan).\nLi is its secretary. Members send: /join and their real name.\n\n✅ send messages (needed)\n▫️ delete messages (so that a reason typed by mistake does not stay)\n▫️ hear plain words such as 申报 (needs an administrator bot, or privacy mode off)","silent":true,"keys":[[["🔄 Check again","r:again",""]]],"reply_to":2}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(18,'u100000004:1',-1002000000001,0,'join:2:chat','message','{"text":"🙋 <b>Wang</b> asks to join 第一党支部.\nBy asking, Wang agrees that we keep: name, branch, points, evidence file numbers, the Telegram number. No faces, no income, no whereabouts. /privacy tells all of it. The secretary confirms.","silent":true,"keys":[[["✅ Admit","j:2:a:0",""],["❌ Decline","j:2:r:0",""]]],"reply_to":5}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(19,'u100000005:1',-1002000000001,0,'join:2:chat','message','{"text":"✅ Wang is enrolled in 第一党支部. Confirmed by Li.","silent":true,"keys":[[["💬 Let me write to you privately","","https://t.me/jifen_demo_bot?start=hello"]]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(20,'u100000005:2',5000000002,0,NULL,'message','{"text":"✅ You are enrolled in 第一党支部 as Wang.\n/claim files a claim, /my shows your points, /items the catalogue.","silent":true}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(21,'u100000006:1',-1002000000001,0,'join:3:chat','message','{"text":"🙋 <b>Zhao</b> asks to join 第一党支部.\nBy asking, Zhao agrees that we keep: name, branch, points, evidence file numbers, the Telegram number. No faces, no income, no whereabouts. /privacy tells all of it. The secretary confirms.","silent":true,"keys":[[["✅ Admit","j:3:a:0",""],["❌ Decline","j:3:r:0",""]]],"reply_to":7}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(22,'u100000007:1',-1002000000001,0,'join:3:chat','message','{"text":"✅ Zhao is enrolled in 第一党支部. Confirmed by Li.","silent":true,"keys":[[["💬 Let me write to you privately","","https://t.me/jifen_demo_bot?start=hello"]]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(23,'u100000007:2',5000000003,0,NULL,'message','{"text":"✅ You are enrolled in 第一党支部 as Zhao.\n/claim files a claim, /my shows your points, /items the catalogue.","silent":true}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(24,'u100000008:1',-1002000000001,1,'claim:1:chat','message','{"text":"<b>#1</b> · Wang\nK701 Volunteer service: 3.00 × 2 = +6.00\nDone on Tue, May 12 · counts for May 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li","silent":true,"keys":[[["✅ Approve","c:1:a:0",""],["↩️ Return","c:1:b:0",""],["❌ Reject","c:1:r:0",""]],[["📎 Add evidence","c:1:e:0",""],["🗑 Withdraw","c:1:w:0",""]]],"reply_to":9}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(25,'u100000008:2',5000000001,1,'claim:1:p1','message','{"text":"<b>#1</b> · Wang\nK701 Volunteer service: 3.00 × 2 = +6.00\nDone on Tue, May 12 · counts for May 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li\nNote: swept the hall","silent":false,"keys":[[["✅ Approve","c:1:a:0",""]],[["↩️ Return","c:1:b:0",""],["❌ Reject","c:1:r:0",""]]],"media":[["photo","AgACAgIAAx4Au6KBQsOrJZ872HvpE8R2SKoJmOCi03BdxdoNMu6XIAAAAAAQ"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(26,'u100000009:1',5000000002,0,NULL,'message','{"text":"✅ #1 Volunteer service: +6.00 booked for May 2026. Decided by Li.","silent":true}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(27,'u100000009:2',-1002000000001,1,'claim:1:chat','message','{"text":"<b>#1</b> · Wang\nK701 Volunteer service: 3.00 × 2 = +6.00\nDone on Tue, May 12 · counts for May 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +6.00 for May 2026. Approved by Li.","silent":true,"keys":[[["↺ Undo","c:1:u:1",""]]],"reply_to":9}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(28,'u100000009:3',5000000001,1,'claim:1:p1','message','{"text":"<b>#1</b> · Wang\nK701 Volunteer service: 3.00 × 2 = +6.00\nDone on Tue, May 12 · counts for May 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +6.00 for May 2026. Approved by Li.\nNote: swept the hall\nMay 13 12:00 Li: approved","silent":false,"keys":[[["↺ Undo","c:1:u:1",""]]],"media":[["photo","AgACAgIAAx4Au6KBQsOrJZ872HvpE8R2SKoJmOCi03BdxdoNMu6XIAAAAAAQ"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(29,'u100000010:1',-1002000000001,1,'claim:2:chat','message','{"text":"<b>#2</b> · Zhao\nK703 Took part in a showcase: +1.00\nDone on Tue, May 12 · counts for May 2026\nThis item can still give 2.00 in its period (cap 2.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li","silent":true,"keys":[[["✅ Approve","c:2:a:0",""],["↩️ Return","c:2:b:0",""],["❌ Reject","c:2:r:0",""]],[["📎 Add evidence","c:2:e:0",""],["🗑 Withdraw","c:2:w:0",""]]],"reply_to":11}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(30,'u100000010:2',5000000001,1,'claim:2:p1','message','{"text":"<b>#2</b> · Zhao\nK703 Took part in a showcase: +1.00\nDone on Tue, May 12 · counts for May 2026\nThis item can still give 2.00 in its period (cap 2.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li\nNote: planted trees","silent":false,"keys":[[["✅ Approve","c:2:a:0",""]],[["↩️ Return","c:2:b:0",""],["❌ Reject","c:2:r:0",""]]],"media":[["photo","AgACAgIAAx6mNK3DIXQre55x4zIor2o9qrNcuL1cY4Jelba9k_FhgAAAAAAg"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(31,'u100000011:1',5000000003,0,NULL,'message','{"text":"✅ #2 Took part in a showcase: +1.00 booked for May 2026. Decided by Li.","silent":true}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(32,'u100000011:2',-1002000000001,1,'claim:2:chat','message','{"text":"<b>#2</b> · Zhao\nK703 Took part in a showcase: +1.00\nDone on Tue, May 12 · counts for May 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +1.00 for May 2026. Approved by Li.","silent":true,"keys":[[["↺ Undo","c:2:u:1",""]]],"reply_to":11}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(33,'u100000011:3',5000000001,1,'claim:2:p1','message','{"text":"<b>#2</b> · Zhao\nK703 Took part in a showcase: +1.00\nDone on Tue, May 12 · counts for May 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +1.00 for May 2026. Approved by Li.\nNote: planted trees\nMay 13 12:00 Li: approved","silent":false,"keys":[[["↺ Undo","c:2:u:1",""]]],"media":[["photo","AgACAgIAAx6mNK3DIXQre55x4zIor2o9qrNcuL1cY4Jelba9k_FhgAAAAAAg"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(34,'u100000012:1',-1002000000001,1,'claim:3:chat','message','{"text":"<b>#3</b> · Wang\nK701 Volunteer service: +3.00\nDone on Mon, May 11 · counts for May 2026\nThis item can still give 3.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li","silent":true,"keys":[[["✅ Approve","c:3:a:0",""],["↩️ Return","c:3:b:0",""],["❌ Reject","c:3:r:0",""]],[["📎 Add evidence","c:3:e:0",""],["🗑 Withdraw","c:3:w:0",""]]],"reply_to":13}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(35,'u100000012:2',5000000001,1,'claim:3:p1','message','{"text":"<b>#3</b> · Wang\nK701 Volunteer service: +3.00\nDone on Mon, May 11 · counts for May 2026\nThis item can still give 3.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li\nNote: swept the yard","silent":false,"keys":[[["✅ Approve","c:3:a:0",""]],[["↩️ Return","c:3:b:0",""],["❌ Reject","c:3:r:0",""]]],"media":[["photo","AgACAgIAAxCTxpngKPp9J6yr8SK5_ozJREJsPPXPjne4mSn8lwnKEAAAAAAw"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(36,'u100000013:1',5000000002,0,NULL,'message','{"text":"↩️ #3 Volunteer service was returned to you.\nWhat is missing: the photo is too dark\nAsked by Li.\nAdd it with 📎 and the claim goes back into review, or withdraw it with 🗑.","silent":true,"keys":[[["📎 Add evidence","c:3:e:-",""],["🗑 Withdraw","c:3:w:-",""]]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(37,'u100000013:2',-1002000000001,1,'claim:3:chat','message','{"text":"<b>#3</b> · Wang\nK701 Volunteer service: +3.00\nDone on Mon, May 11 · counts for May 2026\nThis item can still give 3.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nWaiting for the claimant.","silent":true,"keys":[[["📎 Add evidence","c:3:e:1",""],["🗑 Withdraw","c:3:w:1",""]],[["↺ Undo","c:3:u:1",""]]],"reply_to":13}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(38,'u100000013:3',5000000001,1,'claim:3:p1','message','{"text":"<b>#3</b> · Wang\nK701 Volunteer service: +3.00\nDone on Mon, May 11 · counts for May 2026\nThis item can still give 3.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nWaiting for the claimant.\nNote: swept the yard\nMay 13 12:00 Li: returned – the photo is too dark","silent":false,"keys":[[["↺ Undo","c:3:u:1",""]]],"media":[["photo","AgACAgIAAxCTxpngKPp9J6yr8SK5_ozJREJsPPXPjne4mSn8lwnKEAAAAAAw"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(39,'u100000013:4',5000000001,0,NULL,'message','{"text":"#3: returned. The claimant was told what is missing, privately.","silent":false}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(40,'u100000014:1',5000000003,0,NULL,'message','{"text":"You are now deputy secretary of 第一党支部; Li entered it.\nYou confirm requests to join, and you review claims where the secretary may not: the secretary''s own. They come to you here.","silent":true}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(41,'u100000014:2',-1002000000001,0,NULL,'message','{"text":"✅ Zhao is now deputy secretary of 第一党支部.","silent":true,"reply_to":15}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(42,'u100000015:1',-1002000000001,1,'claim:4:chat','message','{"text":"<b>#4</b> · Zhao\nK701 Volunteer service: +3.00\nDone on Sun, May 10 · counts for May 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li","silent":true,"keys":[[["✅ Approve","c:4:a:0",""],["↩️ Return","c:4:b:0",""],["❌ Reject","c:4:r:0",""]],[["📎 Add evidence","c:4:e:0",""],["🗑 Withdraw","c:4:w:0",""]]],"reply_to":17}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(43,'u100000015:2',5000000001,1,'claim:4:p1','message','{"text":"<b>#4</b> · Zhao\nK701 Volunteer service: +3.00\nDone on Sun, May 10 · counts for May 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li\nNote: waiting for Li","silent":false,"keys":[[["✅ Approve","c:4:a:0",""]],[["↩️ Return","c:4:b:0",""],["❌ Reject","c:4:r:0",""]]],"media":[["photo","AgACAgIAAxGEWPicxMFb81ivd18fJrEhQhPas_VUGhn01rZSmBWTQAAAAABA"]]}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(44,'u100000016:1',5000000001,0,NULL,'message','{"text":"One-time links to 第一党支部; each lets one person ask to join, for 7 days:\n\nhttps://t.me/jifen_demo_bot?start=cJjRWf-u1iPR2d3ZFsj41Yk70UUJBRsRArl37D_DHMo","silent":false}','sent','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',0,NULL,NULL,'{"chat":-1002000000001,"thread":null,"reply_to":19,"lang":"en","payload":"hello"}');
INSERT INTO "letters" VALUES(45,'missed:-1002000000001:reminder:2026-05-B:1',5000000001,2,NULL,'message','{"text":"⚠️ The bot was away too long, so this was not posted in “第一党支部” of 第一党支部:\n• half-month reminder, second half of May 2026, planned for May 18 09:00\n• flash board, May 2026, planned for May 29 17:00\n• half-month reminder, first half of June 2026, planned for Jun 1 09:00","silent":true}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(46,'notice:-1002000000001:notice:2026-05',-1002000000001,2,NULL,'message','{"text":"📢 <b>Appraisal notice and publicity of points, May 2026</b>\n第一党支部: 3 in scope, 2 fully reviewed, average 82.33\n🥇 Wang 86.00\n🥈 Zhao 81.00\n🥉 Li 80.00\n\n2 on the board.\n1 claim is still in review; once approved it counts as an adjustment in a later month.\nPublicity: Tue, Jun 9 – Thu, Jun 11 (3 working days). If you disagree, press “✋ Object”.\nYour own entries: press “👤 My details”; only you see them.\n🔏 Ledger: 2 entries, head <code>e46d44bf50521710</code>\n🧾 Content of this publicity: <code>acd4873fefb700b4</code>\n\n🎲 The spot check of June 2026 is fixed by a secret salt whose SHA-256 is <code>b22a7206ea4215d501210ada4c4bea836d8a2b0ffb47d996a869e9265f62e008</code>; the salt is published with the draw, so that anybody can recheck it.","silent":true,"keys":[[["✋ Object","nt:o:2026-05",""],["👤 My details","nt:d:2026-05",""]],[["📋 Full list, privately","b:p:2:member:2026-05:0",""]]]}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(47,'report:2:2026-05:1',5000000001,2,NULL,'message','{"text":"📊 <b>Analysis of May 2026</b> · 第一党支部\nFor your eyes only; nothing of it is posted.\n\nAverage 82.33 over 3 in scope\nGrades: Excellent 0, Good 3, Pass 0, and Fail 0\nAdvanced 1, middle 2, behind 0\nClaims: 4 filed, 2 approved, 0 not approved, 2 waiting\nAreas: Volunteer service +7.00 (2)\nNothing yet in: Study, Organisational life, Duties of a member, Rights of a member, Professional work, Discipline, and Extra items of leaders","silent":true,"keys":[[["📑 Reconciliation list","rp:2:2026-05:0",""],["🤝 Follow-ups","fu:l:2",""]]]}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(48,'digest1:1780880400.000000:1',5000000001,2,NULL,'message','{"text":"🗂 <b>What waits for you</b>, Mon, Jun 8\n第一党支部: 1 claim waits for your decision, since Wed, May 13.\n⏰ The time for #4 is over. Deputies may decide now, too.","silent":false,"keys":[[["🔎 Review","w:p",""]]]}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(49,'u100000017:1',-1002000000001,1,'claim:5:chat','message','{"text":"<b>#5</b> · Wang\nK701 Volunteer service: +3.00\nDone on Fri, Jun 5 · counts for June 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li","silent":true,"keys":[[["✅ Approve","c:5:a:0",""],["↩️ Return","c:5:b:0",""],["❌ Reject","c:5:r:0",""]],[["📎 Add evidence","c:5:e:0",""],["🗑 Withdraw","c:5:w:0",""]]],"reply_to":21}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(50,'u100000017:2',5000000001,1,'claim:5:p1','message','{"text":"<b>#5</b> · Wang\nK701 Volunteer service: +3.00\nDone on Fri, Jun 5 · counts for June 2026\nThis item can still give 9.00 in its period (cap 9.00).\nEvidence: yes (1)\nReview: branch secretary\nNext: branch secretary – Li\nNote: swept again","silent":false,"keys":[[["✅ Approve","c:5:a:0",""]],[["↩️ Return","c:5:b:0",""],["❌ Reject","c:5:r:0",""]]],"media":[["photo","AgACAgIAAx9Z1d3QBKsQhBXNsHo1pvH-6hOgQUZAc6IWQJYXEsglUAAAAABQ"]]}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(51,'u100000018:1',5000000002,0,NULL,'message','{"text":"✅ #5 Volunteer service: +3.00 booked for June 2026. Decided by Li.","silent":true}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(52,'u100000018:2',-1002000000001,1,'claim:5:chat','message','{"text":"<b>#5</b> · Wang\nK701 Volunteer service: +3.00\nDone on Fri, Jun 5 · counts for June 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +3.00 for June 2026. Approved by Li.","silent":true,"keys":[[["↺ Undo","c:5:u:1",""]]],"reply_to":21}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
INSERT INTO "letters" VALUES(53,'u100000018:3',5000000001,1,'claim:5:p1','message','{"text":"<b>#5</b> · Wang\nK701 Volunteer service: +3.00\nDone on Fri, Jun 5 · counts for June 2026\nEvidence: yes (1)\nReview: branch secretary Li ✅\n✅ Booked +3.00 for June 2026. Approved by Li.\nNote: swept again\nJun 8 09:00 Li: approved","silent":false,"keys":[[["↺ Undo","c:5:u:1",""]]],"media":[["photo","AgACAgIAAx9Z1d3QBKsQhBXNsHo1pvH-6hOgQUZAc6IWQJYXEsglUAAAAABQ"]]}','sent','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z','2026-06-08T01:00:00.000000Z',0,NULL,NULL,NULL);
CREATE TABLE linkages (
	branch_id INTEGER NOT NULL, 
	cycle VARCHAR(7) NOT NULL, 
	scheme_id INTEGER NOT NULL, 
	basis BIGINT NOT NULL, 
	CONSTRAINT pk_linkages PRIMARY KEY (branch_id, cycle), 
	CONSTRAINT fk_linkages_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_linkages_scheme_id_schemes FOREIGN KEY(scheme_id) REFERENCES schemes (id)
);
CREATE TABLE linked (
	branch_id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	points BIGINT NOT NULL, 
	CONSTRAINT pk_linked PRIMARY KEY (branch_id, period), 
	CONSTRAINT fk_linked_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
CREATE TABLE live_boards (
	chat_id BIGINT NOT NULL, 
	branch_id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	seen BIGINT NOT NULL, 
	shown_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_live_boards PRIMARY KEY (chat_id), 
	CONSTRAINT fk_live_boards_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
CREATE TABLE memberships (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	org_id INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	since VARCHAR(27) NOT NULL, 
	until VARCHAR(27), 
	exempt_from DATE, 
	exempt_to DATE, 
	exempt_reason TEXT, 
	rev INTEGER NOT NULL, 
	chat_id BIGINT, 
	CONSTRAINT pk_memberships PRIMARY KEY (id), 
	CONSTRAINT fk_memberships_org_id_orgs FOREIGN KEY(org_id) REFERENCES orgs (id), 
	CONSTRAINT fk_memberships_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
INSERT INTO "memberships" VALUES(1,1,2,'active','2026-05-13T04:00:00.000000Z',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "memberships" VALUES(2,2,2,'active','2026-05-13T04:00:00.000000Z',NULL,NULL,NULL,NULL,1,-1002000000001);
INSERT INTO "memberships" VALUES(3,3,2,'active','2026-05-13T04:00:00.000000Z',NULL,NULL,NULL,NULL,1,-1002000000001);
CREATE TABLE news (
	id INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_news PRIMARY KEY (id)
);
CREATE TABLE orgs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code VARCHAR(64) NOT NULL, 
	parent_id INTEGER, 
	kind VARCHAR(20) NOT NULL, 
	name TEXT NOT NULL, 
	domain TEXT, 
	scheme_code VARCHAR(64), 
	rehearsal BOOLEAN NOT NULL, 
	"temporary" BOOLEAN NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	term_end DATE, 
	state VARCHAR(20) NOT NULL, 
	settings TEXT NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	ledger_seq BIGINT NOT NULL, 
	ledger_head VARCHAR(64) NOT NULL, 
	CONSTRAINT fk_orgs_parent_id_orgs FOREIGN KEY(parent_id) REFERENCES orgs (id), 
	CONSTRAINT uq_orgs_code UNIQUE (code)
);
INSERT INTO "orgs" VALUES(1,'ROOT',NULL,'committee','Party committee',NULL,NULL,0,0,NULL,NULL,NULL,'active','{}','2026-05-13T04:00:00.000000Z',0,'');
INSERT INTO "orgs" VALUES(2,'B001',1,'branch','第一党支部',NULL,'sichuan',0,0,NULL,NULL,NULL,'active','{}','2026-05-13T04:00:00.000000Z',3,'a38dc9dbd0aea00f21fbd93d954952b694cd6fd462bf0de7ce1d1460f126af30');
CREATE TABLE periods (
	branch_id INTEGER NOT NULL, 
	"key" VARCHAR(10) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	frozen_at VARCHAR(27), 
	publicity_until DATE, 
	head_seq BIGINT, 
	head_hash VARCHAR(64), 
	CONSTRAINT pk_periods PRIMARY KEY (branch_id, "key"), 
	CONSTRAINT fk_periods_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
INSERT INTO "periods" VALUES(2,'2026-05','publicity','2026-06-08T01:00:00.000000Z','2026-06-11',2,'e46d44bf505217108fd500f5ccadc57a9bd77823e8f93e5bc65701ae69dd909a');
CREATE TABLE persons (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_id BIGINT, 
	name TEXT NOT NULL, 
	lang VARCHAR(8), 
	telegram_lang VARCHAR(8), 
	status VARCHAR(12) NOT NULL, 
	home_id INTEGER, 
	reachable BOOLEAN, 
	consent_at VARCHAR(27), 
	created_at VARCHAR(27) NOT NULL, 
	anonymised_at VARCHAR(27), board_name VARCHAR(8), 
	CONSTRAINT fk_persons_home_id_orgs FOREIGN KEY(home_id) REFERENCES orgs (id), 
	CONSTRAINT uq_persons_telegram_id UNIQUE (telegram_id)
);
INSERT INTO "persons" VALUES(1,5000000001,'Li',NULL,'en','full',NULL,1,NULL,'2026-05-13T04:00:00.000000Z',NULL,NULL);
INSERT INTO "persons" VALUES(2,5000000002,'Wang',NULL,'en','full',NULL,NULL,'2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',NULL,NULL);
INSERT INTO "persons" VALUES(3,5000000003,'Zhao',NULL,'en','full',NULL,NULL,'2026-05-13T04:00:00.000000Z','2026-05-13T04:00:00.000000Z',NULL,NULL);
CREATE TABLE postmen (
	id BIGINT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_postmen PRIMARY KEY (id)
);
CREATE TABLE posts (
	kind VARCHAR(12) NOT NULL, 
	period VARCHAR(12) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	branch_id INTEGER NOT NULL, 
	planned_at VARCHAR(27) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	by_id INTEGER, 
	reason TEXT, 
	CONSTRAINT pk_posts PRIMARY KEY (kind, period, chat_id), 
	CONSTRAINT fk_posts_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_posts_by_id_persons FOREIGN KEY(by_id) REFERENCES persons (id)
);
INSERT INTO "posts" VALUES('reminder','2026-05-B',-1002000000001,2,'2026-05-18T01:00:00.000000Z','missed','2026-06-08T01:00:00.000000Z',NULL,NULL);
INSERT INTO "posts" VALUES('flash','2026-05',-1002000000001,2,'2026-05-29T09:00:00.000000Z','missed','2026-06-08T01:00:00.000000Z',NULL,NULL);
INSERT INTO "posts" VALUES('reminder','2026-06-A',-1002000000001,2,'2026-06-01T01:00:00.000000Z','missed','2026-06-08T01:00:00.000000Z',NULL,NULL);
INSERT INTO "posts" VALUES('notice','2026-05',-1002000000001,2,'2026-06-08T01:00:00.000000Z','posted','2026-06-08T01:00:00.000000Z',NULL,NULL);
CREATE TABLE proposals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code VARCHAR(64) NOT NULL, 
	branch_id INTEGER NOT NULL, 
	effective_from DATE NOT NULL, 
	body TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	asked_at VARCHAR(27) NOT NULL, 
	decided_by INTEGER, 
	decided_at VARCHAR(27), 
	reason TEXT NOT NULL, 
	CONSTRAINT fk_proposals_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_proposals_decided_by_persons FOREIGN KEY(decided_by) REFERENCES persons (id)
);
CREATE TABLE publicities (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	subject VARCHAR(40) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	payload_hash VARCHAR(64), 
	published_at VARCHAR(27) NOT NULL, 
	until DATE NOT NULL, 
	concluded_at VARCHAR(27), 
	reason TEXT, 
	CONSTRAINT fk_publicities_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT uq_publicities_branch_id_kind_subject UNIQUE (branch_id, kind, subject)
);
INSERT INTO "publicities" VALUES(1,2,'points','2026-05','running','acd4873fefb700b46a087af69de8b781cab9f9d2bea007254b0ceb5f351afdae','2026-06-08T01:00:00.000000Z','2026-06-11',NULL,NULL);
CREATE TABLE review_sessions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	opened_by INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	minutes TEXT, 
	opened_at VARCHAR(27) NOT NULL, 
	closed_at VARCHAR(27), 
	CONSTRAINT fk_review_sessions_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_review_sessions_opened_by_persons FOREIGN KEY(opened_by) REFERENCES persons (id)
);
CREATE TABLE review_steps (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	rev INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	reviewer_id INTEGER NOT NULL, 
	verdict VARCHAR(12) NOT NULL, 
	points BIGINT, 
	at VARCHAR(27) NOT NULL, for_id INTEGER, 
	CONSTRAINT pk_review_steps PRIMARY KEY (id), 
	CONSTRAINT fk_review_steps_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_review_steps_reviewer_id_persons FOREIGN KEY(reviewer_id) REFERENCES persons (id)
);
INSERT INTO "review_steps" VALUES(1,1,0,0,'',2,'submit',600,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(2,1,1,1,'secretary',1,'approve',NULL,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(3,2,0,0,'',3,'submit',100,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(4,2,1,1,'secretary',1,'approve',NULL,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(5,3,0,0,'',2,'submit',300,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(6,3,1,1,'secretary',1,'return',NULL,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(7,4,0,0,'',3,'submit',300,'2026-05-13T04:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(8,5,0,0,'',2,'submit',300,'2026-06-08T01:00:00.000000Z',NULL);
INSERT INTO "review_steps" VALUES(9,5,1,1,'secretary',1,'approve',NULL,'2026-06-08T01:00:00.000000Z',NULL);
CREATE TABLE scheme_owners (
	scheme_id INTEGER NOT NULL, 
	branch_id INTEGER NOT NULL, 
	CONSTRAINT pk_scheme_owners PRIMARY KEY (scheme_id), 
	CONSTRAINT fk_scheme_owners_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_scheme_owners_scheme_id_schemes FOREIGN KEY(scheme_id) REFERENCES schemes (id)
);
CREATE TABLE schemes (
	id INTEGER NOT NULL, 
	code VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	effective_from DATE NOT NULL, 
	body TEXT NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_schemes PRIMARY KEY (id), 
	CONSTRAINT uq_schemes_code_version UNIQUE (code, version)
);
INSERT INTO "schemes" VALUES(1,'sichuan',1,'2026-01-01','{"format":1,"code":"sichuan","version":1,"title":{"zh_Hans":"四川支部党员积分","zh_Hant":"四川支部黨員積分","en":"Sichuan member points"},"about":{"zh_Hans":"根据公开报道改编,分值为示例,并非该单位现行办法","zh_Hant":"依公開報導改編,分值僅為示例,並非該單位現行辦法","en":"Adapted from public reports; the points are examples, not the rules in force there"},"subjects":["member"],"cycle":"month","base":"80.00","pass_line":"60.00","floor":"0.00","bands":[{"at_least":"90.00","names":{"zh_Hans":"优秀","zh_Hant":"優秀","en":"Excellent"}},{"at_least":"80.00","names":{"zh_Hans":"良好","zh_Hant":"良好","en":"Good"}},{"at_least":"60.00","names":{"zh_Hans":"合格","zh_Hant":"合格","en":"Pass"}},{"at_least":"0.00","names":{"zh_Hans":"不合格","zh_Hant":"不合格","en":"Fail"}}],"review_chain":["secretary"],"fallback_chain":["deputy_secretary","committee_reviewer"],"public_rows":"at_or_above_base","two_way_confirm":false,"office_auto_confirm_workdays":3,"review_workdays":2,"compare_scope":"branch","publicity_workdays":3,"linkage":null,"normalise":null,"categories":{"K1":{"code":"K1","names":{"zh_Hans":"参加学习教育","zh_Hant":"參與學習教育","en":"Study"},"extra":false},"K2":{"code":"K2","names":{"zh_Hans":"严格组织生活","zh_Hant":"嚴格組織生活","en":"Organisational life"},"extra":false},"K3":{"code":"K3","names":{"zh_Hans":"履行党员义务","zh_Hant":"履行黨員義務","en":"Duties of a member"},"extra":false},"K4":{"code":"K4","names":{"zh_Hans":"维护自身权益","zh_Hant":"維護自身權益","en":"Rights of a member"},"extra":false},"K5":{"code":"K5","names":{"zh_Hans":"完成业务工作","zh_Hant":"完成業務工作","en":"Professional work"},"extra":false},"K6":{"code":"K6","names":{"zh_Hans":"遵守纪律规矩","zh_Hant":"遵守紀律規矩","en":"Discipline"},"extra":false},"K7":{"code":"K7","names":{"zh_Hans":"志愿服务群众","zh_Hant":"志願服務民眾","en":"Volunteer service"},"extra":false},"K8":{"code":"K8","names":{"zh_Hans":"领导干部加项","zh_Hant":"領導幹部加項","en":"Extra items of leaders"},"extra":true}},"items":{"K101":{"code":"K101","category":"K1","names":{"zh_Hans":"专题发言或心得体会","zh_Hant":"專題發言或學習心得","en":"Speech or study note"},"kind":"per_unit","points":"2.00","tiers":{},"minimum":null,"maximum":null,"cap":"4.00","cap_period":"month","who":["member"],"evidence":"document","target":{"zh_Hans":"认真学习，结合实际谈体会","zh_Hant":"用心學習，結合實務談心得","en":"Study with care and relate it to one’s work"},"standard":{"zh_Hans":"专题发言或提交心得1篇计1次；附材料","zh_Hant":"專題發言或提交心得一篇計一次；請附資料","en":"One unit for each speech or note; attach it"},"chain":null,"basis":"+2 [R35]"},"K102":{"code":"K102","category":"K1","names":{"zh_Hans":"讲党课","zh_Hant":"講授黨課","en":"Gave a lecture"},"kind":"per_unit","points":"2.00","tiers":{},"minimum":null,"maximum":null,"cap":"4.00","cap_period":"month","who":["member"],"evidence":"photo","target":{"zh_Hans":"愿意讲、讲得明白","zh_Hant":"樂於講授、講得明白","en":"Teach willingly and clearly"},"standard":{"zh_Hans":"每讲1次计1次；附现场照片","zh_Hant":"每講授一次計一次；請附現場照片","en":"One unit for each lecture; attach a photo"},"chain":null,"basis":"+2 [R35]"},"K103":{"code":"K103","category":"K1","names":{"zh_Hans":"参加3天以上培训","zh_Hant":"參加三天以上培訓","en":"Training of 3 days or more"},"kind":"per_unit","points":"2.00","tiers":{},"minimum":null,"maximum":null,"cap":"2.00","cap_period":"month","who":["member"],"evidence":"document","target":{"zh_Hans":"参加较系统的培训","zh_Hant":"參加較有系統的培訓","en":"Take part in systematic training"},"standard":{"zh_Hans":"3天及以上的培训，结业计1次；附证明","zh_Hant":"三天以上的培訓，結訓計一次；請附證明","en":"One unit for a completed training of three days or more; attach the certificate"},"chain":null,"basis":"+2 [R35]"},"K104":{"code":"K104","category":"K1","names":{"zh_Hans":"无故缺席集中学习","zh_Hant":"無故缺席集中學習","en":"Absent from study without reason"},"kind":"deduct","points":"-3.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"checkin","target":{"zh_Hans":"按时参加集中学习，有事请假","zh_Hant":"準時參加集中學習，有事請假","en":"Attend study meetings or ask for leave"},"standard":{"zh_Hans":"未请假且未参加，每次扣3分；请假、出差、生病不扣","zh_Hant":"未請假且未出席，每次扣3分；請假、出差、生病不扣","en":"3 points off each time without leave; leave, travel and illness cost nothing"},"chain":null,"basis":"-3 [R11]"},"K201":{"code":"K201","category":"K2","names":{"zh_Hans":"参加三会一课或主题党日","zh_Hant":"參加三會一課或主題黨日","en":"Attended organisational life"},"kind":"per_unit","points":"1.00","tiers":{},"minimum":null,"maximum":null,"cap":"4.00","cap_period":"month","who":["member"],"evidence":"checkin","target":{"zh_Hans":"按时参加组织生活","zh_Hant":"準時參加組織生活","en":"Attend organisational life on time"},"standard":{"zh_Hans":"每签到1次计1次，当月最多4分","zh_Hant":"每簽到一次計一次，當月最多4分","en":"One unit for each check-in, at most 4 points a month"},"chain":null,"basis":"+1 [R5][R7]"},"K202":{"code":"K202","category":"K2","names":{"zh_Hans":"无故缺席组织生活","zh_Hant":"無故缺席組織生活","en":"Absent from organisational life"},"kind":"deduct","points":"-2.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"checkin","target":{"zh_Hans":"有事提前请假","zh_Hant":"有事請事先請假","en":"Ask for leave beforehand"},"standard":{"zh_Hans":"未请假且未参加，每次扣2分；请假、出差、生病不扣","zh_Hant":"未請假且未出席，每次扣2分；請假、出差、生病不扣","en":"2 points off each time without leave; leave, travel and illness cost nothing"},"chain":null,"basis":"-2 [R11]"},"K203":{"code":"K203","category":"K2","names":{"zh_Hans":"未按要求撰写研讨材料","zh_Hant":"未依要求撰寫研討資料","en":"Discussion text not delivered"},"kind":"deduct","points":"-2.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"none","target":{"zh_Hans":"按布置准备研讨材料","zh_Hant":"依安排準備研討資料","en":"Prepare the discussion text that was agreed"},"standard":{"zh_Hans":"经提醒仍未提交，每次扣2分；扣前先听本人说明","zh_Hant":"經提醒仍未提交，每次扣2分；扣分前先聽取本人說明","en":"2 points off if not delivered after a reminder; the member is heard first"},"chain":null,"basis":"-2 [R11]"},"K301":{"code":"K301","category":"K3","names":{"zh_Hans":"按时足额交纳党费","zh_Hant":"按時足額繳納黨費","en":"Dues paid on time"},"kind":"per_unit","points":"1.00","tiers":{},"minimum":null,"maximum":null,"cap":"1.00","cap_period":"month","who":["member"],"evidence":"office","target":{"zh_Hans":"按月主动交纳党费","zh_Hant":"每月主動繳納黨費","en":"Pay the dues each month"},"standard":{"zh_Hans":"当月按时足额交纳计1次，由办公室录入","zh_Hant":"當月按時足額繳納計一次，由辦公室登錄","en":"One unit for a month paid in time and in full; entered by the office"},"chain":null,"basis":"assumed"},"K302":{"code":"K302","category":"K3","names":{"zh_Hans":"党费经催缴仍未交","zh_Hant":"黨費經催繳仍未繳","en":"Dues unpaid after a reminder"},"kind":"deduct","points":"-2.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"office","target":{"zh_Hans":"不拖欠党费","zh_Hant":"不拖欠黨費","en":"Do not fall behind with the dues"},"standard":{"zh_Hans":"经书面催缴仍未交纳，当月扣2分，由办公室录入","zh_Hant":"經書面催繳仍未繳納，當月扣2分，由辦公室登錄","en":"2 points off in a month unpaid after a written reminder; entered by the office"},"chain":null,"basis":"-2 [R11]"},"K303":{"code":"K303","category":"K3","names":{"zh_Hans":"承诺事项未履行","zh_Hant":"承諾事項未履行","en":"Promise not kept"},"kind":"deduct","points":"-3.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"none","target":{"zh_Hans":"公开承诺、按期兑现","zh_Hant":"公開承諾、如期兌現","en":"Keep what was promised"},"standard":{"zh_Hans":"承诺到期未兑现且无正当理由，每项扣3分；扣前先听本人说明","zh_Hant":"承諾到期未兌現且無正當理由，每項扣3分；扣分前先聽取本人說明","en":"3 points off for each promise not kept without good reason; the member is heard first"},"chain":null,"basis":"-3 [R11]"},"K401":{"code":"K401","category":"K4","names":{"zh_Hans":"提出合理化建议被采纳","zh_Hant":"提出合理化建議獲採納","en":"Suggestion adopted"},"kind":"per_unit","points":"1.00","tiers":{},"minimum":null,"maximum":null,"cap":"3.00","cap_period":"month","who":["member"],"evidence":"document","target":{"zh_Hans":"积极建言，维护党员权利","zh_Hant":"踴躍建言，維護黨員權利","en":"Make suggestions; use a member’s rights"},"standard":{"zh_Hans":"建议被支部或单位采纳，每条计1次；附采纳情况","zh_Hant":"建議獲支部或單位採納，每條計一次；請附採納情形","en":"One unit for each suggestion adopted; attach how it was used"},"chain":null,"basis":"assumed"},"K501":{"code":"K501","category":"K5","names":{"zh_Hans":"完成急难险重任务","zh_Hant":"完成急難險重任務","en":"Urgent task completed"},"kind":"per_unit","points":"3.00","tiers":{},"minimum":null,"maximum":null,"cap":"6.00","cap_period":"month","who":["member"],"evidence":"document","target":{"zh_Hans":"关键时刻冲得上","zh_Hant":"關鍵時刻頂得住","en":"Be there when it counts"},"standard":{"zh_Hans":"经支部认定完成1项计1次；附说明材料","zh_Hant":"經支部認定完成一項計一次；請附說明資料","en":"One unit for each task that the branch recognised; attach a description"},"chain":null,"basis":"assumed"},"K502":{"code":"K502","category":"K5","names":{"zh_Hans":"业务工作受表彰","zh_Hant":"業務工作受表彰","en":"Work commended"},"kind":"per_unit","points":"3.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"document","target":{"zh_Hans":"立足岗位、争创一流","zh_Hant":"立足本職、力求卓越","en":"Do one’s own work very well"},"standard":{"zh_Hans":"受到表彰或通报表扬，每次计1次；附文件","zh_Hant":"獲表彰或通報表揚，每次計一次；請附文件","en":"One unit for each commendation; attach the document"},"chain":null,"basis":"assumed"},"K503":{"code":"K503","category":"K5","names":{"zh_Hans":"未完成支部交办任务","zh_Hant":"未完成支部交辦任務","en":"Assigned task not done"},"kind":"deduct","points":"-3.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"none","target":{"zh_Hans":"交办任务按期办结","zh_Hant":"交辦任務如期辦結","en":"Finish assigned tasks in time"},"standard":{"zh_Hans":"逾期未完成且无正当理由，每项扣3分；扣前先听本人说明","zh_Hant":"逾期未完成且無正當理由，每項扣3分；扣分前先聽取本人說明","en":"3 points off for each task left undone without good reason; the member is heard first"},"chain":null,"basis":"-3 [R11]"},"K601":{"code":"K601","category":"K6","names":{"zh_Hans":"违反工作制度","zh_Hant":"違反工作制度","en":"Broke a work rule"},"kind":"deduct","points":"-5.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"office","target":{"zh_Hans":"遵守各项工作制度","zh_Hant":"遵守各項工作制度","en":"Keep the rules of work"},"standard":{"zh_Hans":"以书面处理为依据，每次扣5分，由办公室录入","zh_Hant":"以書面處理為依據，每次扣5分，由辦公室登錄","en":"5 points off each time on the ground of a written decision; entered by the office"},"chain":null,"basis":"-5 [R11]"},"K603":{"code":"K603","category":"K6","names":{"zh_Hans":"受组织处理","zh_Hant":"受組織處理","en":"Organisational disposition"},"kind":"zero","points":null,"tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["member"],"evidence":"office","target":{"zh_Hans":"知敬畏、守底线","zh_Hant":"知敬畏、守底線","en":"Keep within the limits"},"standard":{"zh_Hans":"受组织处理的当月积分记为零；须有文号、日期和两人确认","zh_Hant":"受組織處理的當月積分記為零；須有文號、日期及兩人確認","en":"The month counts as zero; needs a document number, a date and two persons’ confirmation"},"chain":null,"basis":"source: S15"},"K701":{"code":"K701","category":"K7","names":{"zh_Hans":"参加志愿服务","zh_Hant":"參加志願服務","en":"Volunteer service"},"kind":"per_unit","points":"3.00","tiers":{},"minimum":null,"maximum":null,"cap":"9.00","cap_period":"month","who":["member"],"evidence":"photo","target":{"zh_Hans":"常态参加志愿服务","zh_Hant":"經常參與志願服務","en":"Serve as a volunteer regularly"},"standard":{"zh_Hans":"每次活动计1次，当月最多9分；附活动照片","zh_Hant":"每次活動計一次，當月最多9分；請附活動照片","en":"One unit for each activity, at most 9 points a month; attach a photo"},"chain":null,"basis":"+3 [R10]"},"K703":{"code":"K703","category":"K7","names":{"zh_Hans":"参加展示平台活动","zh_Hant":"參加展示平台活動","en":"Took part in a showcase"},"kind":"per_unit","points":"1.00","tiers":{},"minimum":null,"maximum":null,"cap":"2.00","cap_period":"month","who":["member"],"evidence":"photo","target":{"zh_Hans":"走上平台展示风采","zh_Hant":"走上平台展現風采","en":"Take part in public showcases"},"standard":{"zh_Hans":"参加展示活动1次计1次；附活动照片","zh_Hant":"參加展示活動一次計一次；請附活動照片","en":"One unit for each showcase; attach a photo"},"chain":null,"basis":"S12; value assumed"},"K702":{"code":"K702","category":"K7","names":{"zh_Hans":"为群众办实事获认可","zh_Hant":"為民眾辦實事獲認可","en":"Help recognised by residents"},"kind":"per_unit","points":"2.00","tiers":{},"minimum":null,"maximum":null,"cap":"6.00","cap_period":"month","who":["member"],"evidence":"document","target":{"zh_Hans":"办好群众身边的实事","zh_Hant":"辦好民眾身邊的實事","en":"Help residents in what matters to them"},"standard":{"zh_Hans":"经群众或社区认可，每件计1次；附证明","zh_Hant":"經民眾或社區認可，每件計一次；請附證明","en":"One unit for each help that residents or the community recognised; attach the proof"},"chain":null,"basis":"assumed"},"K801":{"code":"K801","category":"K8","names":{"zh_Hans":"落实一岗双责与两当两抓","zh_Hant":"落實一崗雙責與兩當兩抓","en":"Leader fulfils dual duty"},"kind":"per_unit","points":"2.00","tiers":{},"minimum":null,"maximum":null,"cap":"4.00","cap_period":"month","who":["leader"],"evidence":"document","target":{"zh_Hans":"领导干部抓业务也抓党建","zh_Hant":"領導幹部兼顧業務與黨建","en":"Leaders answer for both their work and the branch"},"standard":{"zh_Hans":"按季对照清单落实，经认定计1次；附材料","zh_Hant":"依清單逐季落實，經認定計一次；請附資料","en":"One unit for the list fulfilled and recognised; attach the papers"},"chain":null,"basis":"content source: S9; value assumed"},"K802":{"code":"K802","category":"K8","names":{"zh_Hans":"一岗双责落实不到位","zh_Hant":"一崗雙責落實不到位","en":"Leader neglects dual duty"},"kind":"deduct","points":"-3.00","tiers":{},"minimum":null,"maximum":null,"cap":null,"cap_period":null,"who":["leader"],"evidence":"office","target":{"zh_Hans":"责任清单不落空","zh_Hant":"責任清單不落空","en":"Leave nothing on the list undone"},"standard":{"zh_Hans":"经书面认定未落实，每次扣3分，由办公室录入；扣前先听本人说明","zh_Hant":"經書面認定未落實，每次扣3分，由辦公室登錄；扣分前先聽取本人說明","en":"3 points off each time on the ground of a written finding; entered by the office, the leader is heard first"},"chain":null,"basis":"content source: S9; value assumed"}},"top_n":3,"restrict_percent":30,"exempt":["retired","mobile","long_illness"],"spot_check":{"percent":10,"minimum":1,"maximum":20},"own_items":"approved","ladder":{"1":"书记谈话整改","2":"党委派员约谈","3":"结合民主评议处置"}}','2026-05-13T04:00:00.000000Z');
CREATE TABLE seasons (
	branch_id INTEGER NOT NULL, 
	"key" VARCHAR(10) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	places TEXT NOT NULL, 
	closed_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_seasons PRIMARY KEY (branch_id, "key", kind), 
	CONSTRAINT fk_seasons_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
CREATE TABLE session_cards (
	session_id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	outcome VARCHAR(10) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_session_cards PRIMARY KEY (session_id, claim_id), 
	CONSTRAINT fk_session_cards_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_session_cards_session_id_review_sessions FOREIGN KEY(session_id) REFERENCES review_sessions (id)
);
CREATE TABLE session_people (
	session_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT pk_session_people PRIMARY KEY (session_id, person_id), 
	CONSTRAINT fk_session_people_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id), 
	CONSTRAINT fk_session_people_session_id_review_sessions FOREIGN KEY(session_id) REFERENCES review_sessions (id)
);
CREATE TABLE slots (
	slot VARCHAR(120) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_slots PRIMARY KEY (slot)
);
INSERT INTO "slots" VALUES('rights:-1002000000001:u100000001',-1002000000001,3,'text');
INSERT INTO "slots" VALUES('rights:-1002000000001:u100000003',-1002000000001,4,'text');
INSERT INTO "slots" VALUES('join:2:chat',-1002000000001,6,'text');
INSERT INTO "slots" VALUES('join:3:chat',-1002000000001,8,'text');
INSERT INTO "slots" VALUES('claim:1:chat',-1002000000001,10,'text');
INSERT INTO "slots" VALUES('claim:1:p1',5000000001,3,'media');
INSERT INTO "slots" VALUES('claim:2:chat',-1002000000001,12,'text');
INSERT INTO "slots" VALUES('claim:2:p1',5000000001,5,'media');
INSERT INTO "slots" VALUES('claim:3:chat',-1002000000001,14,'text');
INSERT INTO "slots" VALUES('claim:3:p1',5000000001,7,'media');
INSERT INTO "slots" VALUES('claim:4:chat',-1002000000001,18,'text');
INSERT INTO "slots" VALUES('claim:4:p1',5000000001,12,'media');
INSERT INTO "slots" VALUES('claim:5:chat',-1002000000001,22,'text');
INSERT INTO "slots" VALUES('claim:5:p1',5000000001,17,'media');
CREATE TABLE spot_checks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	draw_id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	verdict VARCHAR(8), 
	checked_by INTEGER, 
	checked_at VARCHAR(27), 
	reason TEXT NOT NULL, 
	CONSTRAINT fk_spot_checks_checked_by_persons FOREIGN KEY(checked_by) REFERENCES persons (id), 
	CONSTRAINT fk_spot_checks_claim_id_claims FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_spot_checks_draw_id_spot_draws FOREIGN KEY(draw_id) REFERENCES spot_draws (id), 
	CONSTRAINT uq_spot_checks_draw_id_claim_id UNIQUE (draw_id, claim_id)
);
CREATE TABLE spot_draws (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch_id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	salt VARCHAR(64) NOT NULL, 
	commitment VARCHAR(64) NOT NULL, 
	committed_at VARCHAR(27) NOT NULL, 
	drawn_at VARCHAR(27), 
	pool INTEGER, 
	CONSTRAINT fk_spot_draws_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT uq_spot_draws_branch_id_period UNIQUE (branch_id, period)
);
INSERT INTO "spot_draws" VALUES(1,2,'2026-06','1f41f3a8e4eff5cf36f875b092ea4f35','b22a7206ea4215d501210ada4c4bea836d8a2b0ffb47d996a869e9265f62e008','2026-06-08T01:00:00.000000Z',NULL,NULL);
CREATE TABLE step_texts (
	step_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_step_texts PRIMARY KEY (step_id), 
	CONSTRAINT fk_step_texts_step_id_review_steps FOREIGN KEY(step_id) REFERENCES review_steps (id)
);
INSERT INTO "step_texts" VALUES(6,'the photo is too dark');
CREATE TABLE stops (
	person_id INTEGER NOT NULL, 
	branch_id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_stops PRIMARY KEY (person_id, branch_id, period), 
	CONSTRAINT fk_stops_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id), 
	CONSTRAINT fk_stops_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id)
);
CREATE TABLE tokens (
	digest VARCHAR(64) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	facts TEXT NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	expires_at VARCHAR(27) NOT NULL, 
	used_at VARCHAR(27), 
	used_by INTEGER, 
	CONSTRAINT pk_tokens PRIMARY KEY (digest), 
	CONSTRAINT fk_tokens_used_by_persons FOREIGN KEY(used_by) REFERENCES persons (id)
);
INSERT INTO "tokens" VALUES('3c8e4ddc4d2016caedd3e056f362f549cfb34cdbe3dd6c9fa4accf8e935a1f51','invite','{"org":2,"person":null,"by":1}','2026-05-13T04:00:00.000000Z','2026-05-20T04:00:00.000000Z',NULL,NULL);
CREATE TABLE told (
	what VARCHAR(12) NOT NULL, 
	subject VARCHAR(20) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_told PRIMARY KEY (what, subject, chat_id)
);
INSERT INTO "told" VALUES('spot hash','2026-06',-1002000000001,'2026-06-08T01:00:00.000000Z');
CREATE TABLE totals (
	branch_id INTEGER NOT NULL, 
	subject_kind VARCHAR(8) NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	points BIGINT NOT NULL, 
	entries INTEGER NOT NULL, 
	zeroings INTEGER NOT NULL, 
	CONSTRAINT pk_totals PRIMARY KEY (branch_id, subject_kind, period, subject_id), 
	CONSTRAINT fk_totals_branch_id_orgs FOREIGN KEY(branch_id) REFERENCES orgs (id)
);
INSERT INTO "totals" VALUES(2,'member','2026-05',2,600,1,0);
INSERT INTO "totals" VALUES(2,'member','2026-05',3,100,1,0);
INSERT INTO "totals" VALUES(2,'member','2026-06',2,300,1,0);
CREATE TABLE updates (
	id BIGINT NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_updates PRIMARY KEY (id)
);
INSERT INTO "updates" VALUES(100000001,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000002,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000003,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000004,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000005,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000006,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000007,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000008,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000009,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000010,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000011,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000012,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000013,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000014,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000015,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000016,'2026-05-13T04:00:00.000000Z');
INSERT INTO "updates" VALUES(100000017,'2026-06-08T01:00:00.000000Z');
INSERT INTO "updates" VALUES(100000018,'2026-06-08T01:00:00.000000Z');
CREATE TABLE workdays (
	day DATE NOT NULL, 
	working BOOLEAN NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_workdays PRIMARY KEY (day)
);
CREATE INDEX ix_letters_due ON letters (id) WHERE state = 'due';
CREATE INDEX ix_letters_sent_at ON letters (sent_at) WHERE state = 'sent';
CREATE INDEX ix_letters_slot ON letters (slot) WHERE state = 'due';
CREATE INDEX ix_letters_superseded ON letters (created_at) WHERE state = 'superseded';
CREATE INDEX ix_slots_message ON slots (chat_id, message_id);
CREATE INDEX ix_updates_at ON updates (at);
CREATE INDEX ix_chats_org_id ON chats (org_id);
CREATE INDEX ix_totals_subject ON totals (subject_kind, subject_id, period);
CREATE INDEX ix_audit_actor_id ON audit (actor_id);
CREATE INDEX ix_claims_awaiting ON claims (id) WHERE state = 'awaiting_member';
CREATE INDEX ix_claims_batch_id ON claims (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX ix_claims_branch_id_state ON claims (branch_id, state);
CREATE INDEX ix_claims_media_group ON claims (media_group) WHERE media_group IS NOT NULL;
CREATE INDEX ix_claims_message ON claims (chat_id, message_id);
CREATE INDEX ix_claims_sameness ON claims (sameness);
CREATE INDEX ix_claims_subject ON claims (subject_kind, subject_id, occurred_on);
CREATE INDEX ix_claims_submitter_id ON claims (submitter_id);
CREATE INDEX ix_grants_org_id ON grants (org_id);
CREATE INDEX ix_grants_person_id ON grants (person_id);
CREATE INDEX ix_memberships_org_id_state ON memberships (org_id, state);
CREATE INDEX ix_memberships_person_id ON memberships (person_id);
CREATE INDEX ix_posts_chat_id ON posts (chat_id);
CREATE INDEX ix_adjustments_claim_id ON adjustments (claim_id);
CREATE INDEX ix_evidence_claim_id ON evidence (claim_id);
CREATE INDEX ix_evidence_media_group ON evidence (media_group) WHERE media_group IS NOT NULL;
CREATE INDEX ix_evidence_person_id ON evidence (person_id);
CREATE INDEX ix_evidence_unique_id ON evidence (unique_id);
CREATE INDEX ix_ledger_by_id ON ledger (by_id);
CREATE INDEX ix_ledger_claim_id ON ledger (claim_id);
CREATE INDEX ix_ledger_subject ON ledger (subject_kind, subject_id, period);
CREATE INDEX ix_review_steps_claim_id ON review_steps (claim_id);
CREATE INDEX ix_review_steps_reviewer_id ON review_steps (reviewer_id);
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id OR (branch_id = NEW.branch_id AND seq = NEW.seq) OR reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER review_steps_no_update BEFORE UPDATE ON review_steps BEGIN SELECT RAISE(ABORT, 'review_steps is append-only'); END;
CREATE TRIGGER review_steps_no_delete BEFORE DELETE ON review_steps BEGIN SELECT RAISE(ABORT, 'review_steps is append-only'); END;
CREATE TRIGGER review_steps_no_replace BEFORE INSERT ON review_steps WHEN EXISTS (SELECT 1 FROM review_steps WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'review_steps is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER ledger_closed_period BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM periods WHERE branch_id = NEW.branch_id AND key = NEW.period AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE INDEX ix_beats_postman_id ON beats (postman_id);
CREATE INDEX ix_linked_period ON linked (period);
CREATE INDEX ix_declarations_person_id ON declarations (person_id);
CREATE INDEX ix_declaration_lines_declaration_id ON declaration_lines (declaration_id);
CREATE INDEX ix_declaration_lines_media_group ON declaration_lines (media_group) WHERE media_group IS NOT NULL;
CREATE INDEX ix_appeals_branch_id_period ON appeals (branch_id, period);
CREATE INDEX ix_appeals_handler_id ON appeals (handler_id);
CREATE INDEX ix_appeals_open ON appeals (id) WHERE state NOT IN ('final', 'withdrawn');
CREATE INDEX ix_appeals_person_id ON appeals (person_id);
CREATE INDEX ix_appeal_evidence_appeal_id ON appeal_evidence (appeal_id);
CREATE INDEX ix_appeal_steps_appeal_id ON appeal_steps (appeal_id);
CREATE INDEX ix_appeal_steps_by_id ON appeal_steps (by_id);
CREATE INDEX ix_appeal_steps_entry_id ON appeal_steps (entry_id);
CREATE TRIGGER periods_only_forward BEFORE UPDATE ON periods
WHEN OLD.frozen_at IS NOT NULL AND (
  OLD.state = 'closed' OR NEW.state NOT IN ('publicity', 'closed') OR NEW.branch_id <> OLD.branch_id
  OR NEW.key <> OLD.key OR NEW.frozen_at IS NOT OLD.frozen_at OR NEW.head_seq IS NOT OLD.head_seq
  OR NEW.head_hash IS NOT OLD.head_hash)
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
CREATE TRIGGER periods_no_delete BEFORE DELETE ON periods WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
CREATE TRIGGER periods_no_replace BEFORE INSERT ON periods
WHEN EXISTS (SELECT 1 FROM periods WHERE branch_id = NEW.branch_id AND key = NEW.key AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
CREATE INDEX ix_followups_branch_id_state ON followups (branch_id, state);
CREATE INDEX ix_followups_person_id ON followups (person_id);
CREATE INDEX ix_review_sessions_branch_id ON review_sessions (branch_id);
CREATE INDEX ix_activities_branch_id ON activities (branch_id, occurred_on);
CREATE INDEX ix_claims_branch_id_occurred_on ON claims (branch_id, occurred_on);
CREATE INDEX ix_cases_about_id ON cases (about_id);
CREATE INDEX ix_cases_person_id ON cases (person_id);
CREATE INDEX ix_exemptions_branch_id_state ON exemptions (branch_id, state);
CREATE INDEX ix_exemptions_person_id ON exemptions (person_id);
CREATE INDEX ix_case_steps_case_id ON case_steps (case_id);
CREATE INDEX ix_case_steps_person_id ON case_steps (person_id);
CREATE INDEX ix_persons_board_name ON persons (id) WHERE board_name IS NOT NULL;
CREATE INDEX ix_told_chat_id ON told (chat_id);
CREATE INDEX ix_spot_checks_checked_by ON spot_checks (checked_by);
CREATE INDEX ix_spot_checks_claim_id ON spot_checks (claim_id);
CREATE INDEX ix_proposals_branch_id ON proposals (branch_id);
CREATE INDEX ix_proposals_decided_by ON proposals (decided_by);
CREATE INDEX ix_delegations_delegate_id ON delegations (delegate_id);
CREATE INDEX ix_delegations_person_id ON delegations (person_id);
CREATE INDEX ix_delegations_until ON delegations (until);
CREATE INDEX ix_claims_in_review ON claims (state, branch_id) WHERE state = 'in_review';
CREATE INDEX ix_spot_checks_waiting ON spot_checks (verdict, draw_id) WHERE verdict IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('publicities',1);
INSERT INTO "sqlite_sequence" VALUES('persons',3);
INSERT INTO "sqlite_sequence" VALUES('orgs',2);
INSERT INTO "sqlite_sequence" VALUES('claims',5);
INSERT INTO "sqlite_sequence" VALUES('spot_draws',1);
COMMIT;
