/* SPDX-License-Identifier: MIT */
#include "core/cli/exchange.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/foreign_words.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/contact_list.h"
#include "core/mail/message.h"
#include "core/report/line.h"
#include "core/smtp/address.h"

#define LONGEST_WHY ((gsize)500)

/* Milliseconds since 1970 are a time after this many seconds. */
#define YEAR_5138 G_GINT64_CONSTANT(100000000000)

struct judging {
	struct rebound_exchange_reader *reader;
	const struct rebound_record *record;
	struct rebound_arena *arena;
	struct rebound_exchange_entry *entry;
};

/* The first of these members that says something; names end with NULL. */
static const char *get_any(const struct judging *judging, const char *const *names)
{
	for (; *names != NULL; names++) {
		const char *value = rebound_record_get(judging->record, *names);

		if (value == NULL || *value == '\0')
			continue;
		if (g_utf8_validate(value, -1, NULL))
			return value;
		return rebound_text_from_charset(
			judging->arena, value, strlen(value), "windows-1252", NULL);
	}
	return NULL;
}

static const char *get(const struct judging *judging, const char *name)
{
	const char *const names[] = {name, NULL};

	return get_any(judging, names);
}

static gboolean is_word(const char *value, const char *word)
{
	return value != NULL && g_ascii_strcasecmp(value, word) == 0;
}

static const char *make_line(const struct judging *judging, const char *text)
{
	return text != NULL ? rebound_text_line(judging->arena, text, strlen(text), LONGEST_WHY)
			    : NULL;
}

static const char *lower_word(const struct judging *judging, const char *word)
{
	char *lower = rebound_arena_string(judging->arena, word);

	for (char *at = lower; *at != '\0'; at++)
		*at = g_ascii_tolower(*at);
	return lower;
}

static void leave(const struct judging *judging, const char *why)
{
	judging->entry->left_out = why;
}

/* By the recipient's or the operator's word, or with a reason's name. */
static void take_cause(const struct judging *judging, const char *cause, const char *why)
{
	struct rebound_suppression *row = &judging->entry->suppression;

	row->cause = cause;
	if (why != NULL)
		row->why = make_line(judging, why);
}

/* By a reason; what is not the address's or the domain's own fault only as a proposal, or not. */
static void take_reason(const struct judging *judging, enum rebound_reason reason,
	enum rebound_permanence permanence, const char *why)
{
	struct rebound_suppression *row = &judging->entry->suppression;
	gboolean mirrored = reason == REBOUND_REASON_UPSTREAM_SUPPRESSED;

	row->reason = reason;
	take_cause(judging, rebound_reason_name(reason), why);
	if (reason == REBOUND_REASON_UNKNOWN)
		row->state = REBOUND_STATE_PROPOSED;
	else if (!mirrored && !rebound_reason_may_suppress(reason))
		leave(judging, rebound_reason_name(reason));
	else if (permanence == REBOUND_PERMANENCE_TEMPORARY)
		leave(judging, "temporary");
}

/* By a word of ours, that this program wrote: what a count or a policy of the operator's brought.
 */
static void take_own(const struct judging *judging, const char *cause, const char *why)
{
	struct rebound_suppression *row = &judging->entry->suppression;

	take_cause(judging, cause, why);
	if (!rebound_reason_read(cause, &row->reason))
		return;
	enum rebound_fault fault = rebound_reason_fault(row->reason);
	if (fault != REBOUND_FAULT_ADDRESS && fault != REBOUND_FAULT_DOMAIN &&
		fault != REBOUND_FAULT_LIST)
		row->state = REBOUND_STATE_PROPOSED;
}

/* By what a mail server said. fallback is for a text that nobody understands. */
static void take_text(const struct judging *judging, const char *text, enum rebound_reason fallback)
{
	struct rebound_suppression *row = &judging->entry->suppression;
	enum rebound_kind kind = REBOUND_KIND_FAILURE;
	const char *cause, *why;

	if (rebound_exchange_text_read(judging->arena, text, &cause, &why)) {
		take_own(judging, cause, why);
		return;
	}
	if (judging->reader->ruleset == NULL)
		judging->reader->ruleset =
			rebound_ruleset_load(judging->reader->rules, &judging->reader->error);
	if (judging->reader->ruleset == NULL)
		return;
	struct rebound_report *report = rebound_line_read(judging->arena, text, strlen(text));
	rebound_ruleset_classify(judging->reader->ruleset, report, judging->arena);
	g_autofree char *problem = rebound_ruleset_take_error(judging->reader->ruleset);
	if (problem != NULL)
		rebound_cli_warn("%s", problem);
	const struct rebound_verdict *verdict = &report->recipients[0].verdict;
	kind = report->recipients[0].kind;
	if (kind != REBOUND_KIND_FAILURE) {
		leave(judging, rebound_kind_name(kind));
		return;
	}
	gboolean known =
		verdict->reason != REBOUND_REASON_UNKNOWN && verdict->reason != REBOUND_REASON_NONE;
	take_reason(judging, known ? verdict->reason : fallback, verdict->permanence, text);
	if (known) {
		row->rule = verdict->rule;
		row->rule_at = verdict->rule_at;
	}
}

/* A text with the code that a system gives apart from it. */
static void take_coded(const struct judging *judging, const char *code, const char *text,
	enum rebound_reason fallback)
{
	if (text == NULL)
		text = "";
	if (code != NULL && !g_ascii_isdigit(*text))
		text = rebound_arena_printf(judging->arena, "%s %s", code, text);
	take_text(judging, text, fallback);
}

static enum rebound_reason fallback_of(const struct judging *judging)
{
	return judging->reader->kind == REBOUND_EXCHANGE_INVALID ? REBOUND_REASON_ADDRESS_INVALID
								 : REBOUND_REASON_UNKNOWN;
}

/* The account's list: SES adds what bounced for good, and sends nothing there any more. */
static void judge_ses(const struct judging *judging)
{
	static const char *const names[] = {"Reason", "SuppressedDestination.Reason", "2", NULL};
	const char *word = get_any(judging, names);

	if (is_word(word, "BOUNCE"))
		take_reason(judging, REBOUND_REASON_UPSTREAM_SUPPRESSED,
			REBOUND_PERMANENCE_PERMANENT, "SES: BOUNCE");
	else if (is_word(word, "COMPLAINT"))
		take_cause(judging, "complaint", "SES: COMPLAINT");
	else
		leave(judging, "a reason that SES does not have");
}

/* Bounces and blocks have a status and a text, invalid addresses a text, spam reports an IP. */
static void judge_sendgrid(const struct judging *judging)
{
	const char *text = get(judging, "reason"), *status = get(judging, "status");
	const char *type = get(judging, "type");

	if (is_word(type, "spamreport") || (text == NULL && get(judging, "ip") != NULL))
		take_cause(judging, "complaint", "SendGrid: spam report");
	else if (is_word(type, "unsubscribe") || is_word(type, "group_unsubscribe"))
		take_cause(judging, "unsubscribe", "SendGrid: unsubscribe");
	else if (text == NULL && status == NULL)
		leave(judging, "no reason given: say with --kind what the file holds");
	else
		take_coded(judging, status, text,
			status == NULL && judging->reader->kind == REBOUND_EXCHANGE_MIXED
				? REBOUND_REASON_ADDRESS_INVALID
				: fallback_of(judging));
}

static void judge_mailgun(const struct judging *judging)
{
	const char *code = get(judging, "code"), *text = get(judging, "error");

	if (code != NULL || text != NULL)
		take_coded(judging, code, text, fallback_of(judging));
	else if (get(judging, "tags") != NULL || get(judging, "tag") != NULL)
		take_cause(judging, "unsubscribe", "Mailgun: unsubscribe");
	else
		leave(judging, "no reason given: say with --kind what the file holds");
}

/* Types of Postmark's bounces that are no permanent failure of the address. */
static const struct {
	const char *type, *why;
} postmark_types[] = {
	{"Transient", "temporary"},
	{"SoftBounce", "temporary"},
	{"DnsError", "dns_error"},
	{"Blocked", "reputation_block"},
	{"SpamNotification", "spam_content"},
	{"VirusNotification", "virus"},
	{"DMARCPolicy", "auth_failed"},
	{"AutoResponder", "auto_reply"},
	{"ChallengeVerification", "challenge"},
};

static void judge_postmark_type(const struct judging *judging, const char *type)
{
	static const char *const texts[] = {"Details", "Description", NULL};
	const char *text = get_any(judging, texts);

	for (guint i = 0; i < G_N_ELEMENTS(postmark_types); i++)
		if (is_word(type, postmark_types[i].type)) {
			leave(judging, postmark_types[i].why);
			return;
		}
	if (is_word(type, "SpamComplaint"))
		take_cause(judging, "complaint", "Postmark: SpamComplaint");
	else if (is_word(type, "Unsubscribe"))
		take_cause(judging, "unsubscribe", "Postmark: Unsubscribe");
	else if (is_word(type, "ManuallyDeactivated"))
		take_cause(judging, "manual", "Postmark: ManuallyDeactivated");
	else if (is_word(type, "BadEmailAddress"))
		take_reason(judging, REBOUND_REASON_ADDRESS_INVALID, REBOUND_PERMANENCE_PERMANENT,
			text != NULL ? text : "Postmark: BadEmailAddress");
	else if (is_word(type, "HardBounce") && text != NULL)
		take_text(judging, text,
			is_word(get(judging, "Inactive"), "true")
				? REBOUND_REASON_UPSTREAM_SUPPRESSED
				: REBOUND_REASON_UNKNOWN);
	else
		leave(judging, "a type of bounce that says nothing of the address");
}

static void judge_postmark(const struct judging *judging)
{
	const char *word = get(judging, "SuppressionReason"), *type = get(judging, "Type");

	if (word == NULL && type != NULL)
		judge_postmark_type(judging, type);
	else if (is_word(word, "HardBounce"))
		take_reason(judging, REBOUND_REASON_UPSTREAM_SUPPRESSED,
			REBOUND_PERMANENCE_PERMANENT, "Postmark: HardBounce");
	else if (is_word(word, "SpamComplaint"))
		take_cause(judging, "complaint", "Postmark: SpamComplaint");
	else if (is_word(word, "ManualSuppression") && is_word(get(judging, "Origin"), "Recipient"))
		take_cause(judging, "unsubscribe", "Postmark: ManualSuppression by the recipient");
	else if (is_word(word, "ManualSuppression"))
		take_cause(judging, "manual", "Postmark: ManualSuppression");
	else
		leave(judging, "a reason that Postmark does not have");
}

static void judge_sparkpost(const struct judging *judging)
{
	const char *source = get(judging, "source"), *text = get(judging, "description");
	const char *cause, *why;

	if (text != NULL && rebound_exchange_text_read(judging->arena, text, &cause, &why))
		take_text(judging, text, REBOUND_REASON_UNKNOWN);
	else if (is_word(source, "Spam Complaint"))
		take_cause(judging, "complaint", "SparkPost: Spam Complaint");
	else if (is_word(source, "List Unsubscribe") || is_word(source, "Unsubscribe Link"))
		take_cause(judging, "unsubscribe",
			rebound_arena_printf(judging->arena, "SparkPost: %s", source));
	else if (is_word(source, "Manually Added"))
		take_cause(judging, "manual", text != NULL ? text : "SparkPost: Manually Added");
	else if (text != NULL)
		take_text(judging, text, REBOUND_REASON_UPSTREAM_SUPPRESSED);
	else
		take_reason(judging, REBOUND_REASON_UPSTREAM_SUPPRESSED,
			REBOUND_PERMANENCE_PERMANENT, "SparkPost: on its suppression list");
}

/* REJECT and 5NN end a recipient; all other actions let it pass, or try again (access(5)). */
static void judge_postfix(const struct judging *judging)
{
	const char *action = get(judging, "action");

	if (action == NULL) {
		leave(judging, "no action");
	} else if (g_ascii_strncasecmp(action, "REJECT", 6) == 0 &&
		   (action[6] == '\0' || action[6] == ' ')) {
		if (action[6] == '\0')
			take_cause(judging, "manual", "Postfix: REJECT");
		else
			take_coded(judging, "550", action + 7, REBOUND_REASON_UNKNOWN);
	} else if (action[0] == '5' && g_ascii_isdigit(action[1])) {
		take_text(judging, action, REBOUND_REASON_UNKNOWN);
	} else {
		leave(judging, "an action that lets mail pass");
	}
}

static void take_times(const struct judging *judging)
{
	struct rebound_suppression *row = &judging->entry->suppression;
	const char *until = get(judging, "until");

	row->rule_at =
		get(judging, "rule_at") != NULL ? get(judging, "rule_at") : get(judging, "rule");
	if (until != NULL && !rebound_clock_read_time(until, &row->until))
		leave(judging, "an end that is no time");
	else if (row->until != 0 && row->until <= judging->reader->now)
		leave(judging, "its time is over");
}

/* Our own files, and those of mail servers: a reason in anybody's words, a text, a state. */
static void judge_ours(const struct judging *judging)
{
	static const char *const words[] = {"cause", "reason", "bounceCat", "category",
		"bounce_classification", "bounceSubType", "type", NULL};
	static const char *const texts[] = {"dsnDiag", "diagnostic", "diagnosticcode", "text",
		"error", "response.content", NULL};
	struct rebound_suppression *row = &judging->entry->suppression;
	const char *word = get_any(judging, words), *text = get_any(judging, texts);
	const char *state = get(judging, "state"), *why = get(judging, "why");
	enum rebound_state read;

	if (word == NULL && text == NULL) {
		take_cause(judging, "manual", why);
	} else if (word != NULL && rebound_exchange_is_cause(lower_word(judging, word))) {
		take_own(judging, lower_word(judging, word), why);
	} else if (text != NULL) {
		take_text(judging, text, REBOUND_REASON_UNKNOWN);
	} else if (rebound_foreign_read(word, &row->reason)) {
		take_reason(
			judging, row->reason, REBOUND_PERMANENCE_UNKNOWN, why != NULL ? why : word);
	} else {
		take_text(judging, word, REBOUND_REASON_UNKNOWN);
	}
	if (judging->entry->left_out == NULL)
		take_times(judging);
	if (state != NULL && rebound_state_read(state, &read)) {
		if (read == REBOUND_STATE_ENDED)
			leave(judging, "ended");
		else if (rebound_state_gravity(read) < rebound_state_gravity(row->state))
			row->state = read;
	}
}

/* A time as any of them writes it; 0 for none. */
static gint64 read_time(const struct judging *judging)
{
	static const char *const names[] = {"since", "LastUpdateTime",
		"SuppressedDestination.LastUpdateTime", "created", "created_at", "CreatedAt",
		"BouncedAt", "timeLogged", "updated", "date", "timestamp", NULL};
	const char *text = get_any(judging, names);
	gint64 time = 0;

	if (text == NULL)
		return 0;
	gsize digits = strspn(text, "0123456789");
	if (digits > 6 && (text[digits] == '\0' || text[digits] == '.')) {
		time = g_ascii_strtoll(text, NULL, 10);
		return time > YEAR_5138 ? time / 1000 : time;
	}
	/* Fractions of a second are not ours. */
	const char *dot = strchr(text, '.');
	if (dot != NULL && g_ascii_isdigit(dot[1]))
		text = rebound_arena_printf(judging->arena, "%.*s%s", (int)(dot - text), text,
			dot + 1 + strspn(dot + 1, "0123456789"));
	if (g_str_has_suffix(text, " UTC"))
		text = rebound_arena_printf(
			judging->arena, "%.*s +0000", (int)(strlen(text) - 4), text);
	if (rebound_clock_read_time(text, &time) || rebound_header_date(text, &time))
		return time;
	return 0;
}

static void judge_kind(const struct judging *judging)
{
	static const char *const texts[] = {
		"reason", "error", "Details", "description", "text", NULL};
	static const char *const codes[] = {"code", "status", NULL};

	switch (judging->reader->kind) {
	case REBOUND_EXCHANGE_COMPLAINTS:
		take_cause(judging, "complaint", NULL);
		return;
	case REBOUND_EXCHANGE_UNSUBSCRIBES:
		take_cause(judging, "unsubscribe", NULL);
		return;
	case REBOUND_EXCHANGE_INVALID:
		take_coded(judging, get_any(judging, codes), get_any(judging, texts),
			REBOUND_REASON_ADDRESS_INVALID);
		return;
	default:
		take_coded(judging, get_any(judging, codes), get_any(judging, texts),
			REBOUND_REASON_UNKNOWN);
		/* A block is no failure of the address unless its text says so. */
		if (judging->reader->kind == REBOUND_EXCHANGE_BLOCKS &&
			judging->entry->suppression.state == REBOUND_STATE_PROPOSED &&
			judging->entry->left_out == NULL)
			leave(judging, "a block whose text nobody understands");
	}
}

static void judge(const struct judging *judging)
{
	if (judging->reader->kind != REBOUND_EXCHANGE_MIXED) {
		judge_kind(judging);
		return;
	}
	switch (judging->reader->system) {
	case REBOUND_EXCHANGE_SES:
		judge_ses(judging);
		break;
	case REBOUND_EXCHANGE_SENDGRID:
		judge_sendgrid(judging);
		break;
	case REBOUND_EXCHANGE_MAILGUN:
		judge_mailgun(judging);
		break;
	case REBOUND_EXCHANGE_POSTMARK:
		judge_postmark(judging);
		break;
	case REBOUND_EXCHANGE_SPARKPOST:
		judge_sparkpost(judging);
		break;
	case REBOUND_EXCHANGE_POSTFIX:
		judge_postfix(judging);
		break;
	case REBOUND_EXCHANGE_PLAIN:
		take_cause(judging, "manual", NULL);
		break;
	default:
		judge_ours(judging);
	}
}

void rebound_exchange_judge(struct rebound_exchange_reader *reader,
	const struct rebound_record *record, struct rebound_arena *arena,
	struct rebound_exchange_entry *entry)
{
	static const char *const names[] = {"address", "email", "EmailAddress", "recipient",
		"SuppressedDestination.EmailAddress", "rcpt", "e-mail", "mail", "email_address",
		NULL};
	const struct judging judging = {reader, record, arena, entry};
	struct rebound_suppression *row = &entry->suppression;

	*entry = (struct rebound_exchange_entry){
		.suppression = {.state = REBOUND_STATE_ACTIVE, .trust = REBOUND_TRUST_SOURCE}};
	const char *text = get_any(&judging, names);
	entry->empty = text == NULL && rebound_record_holds_records(record);
	struct rebound_contact_address address = {
		text != NULL ? text : "", text != NULL ? strlen(text) : 0};
	rebound_list_unwrap(&address);
	row->address = rebound_address_read(arena, address.text, address.len);
	if (row->address == NULL) {
		leave(&judging, "no valid address");
		return;
	}
	row->address_key = rebound_address_key(arena, row->address);
	row->domain = rebound_address_domain(row->address_key);
	judge(&judging);
	gint64 time = read_time(&judging);
	entry->dated = time > 0 && time <= reader->now;
	row->since = entry->dated ? time : reader->now;
	if (row->why == NULL)
		row->why = make_line(
			&judging, rebound_arena_printf(arena, "imported from %s", reader->source));
}
