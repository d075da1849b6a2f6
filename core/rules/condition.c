/* SPDX-License-Identifier: MIT */
#include "core/rules/condition.h"

#include <string.h>

#include "core/base/text.h"
#include "core/rules/names.h"
#include "core/rules/statement.h"
#include "core/smtp/address.h"
#include "core/smtp/reply.h"

/* A host's name alone: without "dns;", a comment, an address in brackets, a dot at its end. */
static const char *clean_host(struct rebound_arena *arena, const char *host, gsize len)
{
	const char *semicolon = memchr(host, ';', len);

	if (semicolon != NULL) {
		len -= (gsize)(semicolon + 1 - host);
		host = semicolon + 1;
	}
	while (len > 0 && g_ascii_isspace(*host)) {
		host++;
		len--;
	}
	gsize end = 0;
	while (end < len && host[end] != '\0' && strchr(" \t[(:,", host[end]) == NULL)
		end++;
	while (end > 0 && host[end - 1] == '.')
		end--;
	return end == 0 ? NULL : rebound_arena_copy(arena, host, end);
}

static void add_host(struct rebound_subject *subject, const char *host, gsize len)
{
	const char *name = host == NULL || len == 0 ? NULL : clean_host(subject->arena, host, len);

	if (name != NULL)
		subject->hosts[subject->host_count++] = name;
}

static void find_hosts(struct rebound_subject *subject)
{
	const struct rebound_recipient *recipient = subject->recipient;

	subject->hosts_known = TRUE;
	if (recipient->remote_mta != NULL)
		add_host(subject, recipient->remote_mta, strlen(recipient->remote_mta));
	if (recipient->reporting_mta != NULL)
		add_host(subject, recipient->reporting_mta, strlen(recipient->reporting_mta));
	if (recipient->text != NULL &&
		rebound_text_find(recipient->text, strlen(recipient->text), " said") != NULL) {
		struct rebound_reply reply =
			rebound_reply_read(recipient->text, strlen(recipient->text));

		add_host(subject, recipient->text + reply.host, reply.host_len);
	}
}

static gboolean matches_any(const char *const *patterns, const char *text)
{
	for (; text != NULL && *patterns != NULL; patterns++)
		if (rebound_text_matches_wildcard(*patterns, text))
			return TRUE;
	return FALSE;
}

static const char *find_host(struct rebound_subject *subject, const char *const *patterns)
{
	if (!subject->hosts_known)
		find_hosts(subject);
	for (guint i = 0; i < subject->host_count; i++)
		if (matches_any(patterns, subject->hosts[i]))
			return subject->hosts[i];
	return NULL;
}

static const char *recipient_domain(const struct rebound_recipient *recipient)
{
	const char *address =
		recipient->address != NULL ? recipient->address : recipient->original_address;

	return address == NULL ? NULL : rebound_address_domain(address);
}

static gboolean has_command(const char *const *commands, const char *command)
{
	for (; command != NULL && *commands != NULL; commands++)
		if (g_ascii_strcasecmp(*commands, command) == 0)
			return TRUE;
	return FALSE;
}

static gboolean header_matches(
	const struct rebound_card_header *wanted, const struct rebound_header *headers, guint count)
{
	for (guint i = 0; i < count; i++)
		if (headers[i].name != NULL &&
			g_ascii_strcasecmp(headers[i].name, wanted->name) == 0 &&
			matches_any(wanted->patterns, headers[i].value))
			return TRUE;
	return FALSE;
}

static gboolean headers_hold(
	const struct rebound_subject *subject, const struct rebound_condition *condition)
{
	const struct rebound_report *report = subject->report;

	for (guint i = 0; i < condition->header_count; i++) {
		const struct rebound_card_header *wanted = &condition->headers[i];

		if (!header_matches(
			    wanted, report->original_headers, report->original_header_count) &&
			!header_matches(wanted, report->headers, report->header_count))
			return FALSE;
	}
	return TRUE;
}

static gboolean code_holds(const struct rebound_code_pattern *patterns, guint count, guint64 codes)
{
	for (guint i = 0; i < count; i++)
		if (rebound_pattern_matches(patterns[i], codes))
			return TRUE;
	return count == 0;
}

static const struct rebound_place *find_place(const struct rebound_subject *subject, guint id)
{
	const struct rebound_place *place;

	if (id == REBOUND_CARD_NO_ID)
		return NULL;
	place = &subject->ruleset->places[id];
	return place->search == subject->ruleset->search ? place : NULL;
}

/* What the winner is shown on. */
static void show_place(struct rebound_subject *subject, const struct rebound_place *place,
	struct rebound_match *match)
{
	const struct rebound_folded *folded = &subject->folded[place->text];
	const char *text = rebound_subject_text(subject, place->text);
	gsize start = folded->offsets[MIN(place->start, folded->len)];
	gsize end = folded->offsets[MIN(place->end, folded->len)];

	while (end > start && g_ascii_isspace(text[end - 1]))
		end--;
	match->text = text;
	match->start = start;
	match->end = end;
}

/* The compiled pattern; a shipped one is compiled when it is first needed. */
static const struct rebound_regex *get_regex(
	struct rebound_ruleset *ruleset, const struct rebound_card_regex *regex)
{
	struct rebound_regex *compiled = g_ptr_array_index(ruleset->regexes, regex->number);

	if (compiled == NULL) {
		compiled = rebound_regex_new_known(regex->pattern, regex->needs);
		g_ptr_array_index(ruleset->regexes, regex->number) = compiled;
	}
	return compiled;
}

/* What a text that was folded holds, or what it holds in the one spelling of its words. */
static const struct rebound_trigrams *get_trigrams(
	struct rebound_subject *subject, struct rebound_text_memo *text, gboolean spelled)
{
	struct rebound_trigrams *trigrams = &text->trigrams[spelled ? 1 : 0];
	const char *folded = text->folded.text;
	gsize len = text->folded.len;

	if (text->trigrams_known[spelled ? 1 : 0])
		return trigrams;
	if (spelled)
		folded = rebound_text_fold_only(
			subject->arena, text->spelling.text, text->spelling.len, &len);
	rebound_trigrams_read(trigrams, folded, len);
	text->trigrams_known[spelled ? 1 : 0] = TRUE;
	return trigrams;
}

/* Search the text in the one spelling of its words. */
static void search_spelled(struct rebound_subject *subject, const struct rebound_regex *regex,
	struct rebound_text_memo *text, struct rebound_regex_memo *memo)
{
	const struct rebound_spelling *spelling = &text->spelling;
	gsize start = 0, end = 0;

	if (!rebound_regex_may_match(regex, get_trigrams(subject, text, TRUE)))
		return;
	memo->matched = rebound_regex_search(regex, spelling->text, spelling->len, &start, &end) ==
			REBOUND_REGEX_MATCH;
	if (!memo->matched)
		return;
	memo->start = text->folded.offsets[spelling->places[start]];
	memo->end = text->folded.offsets[spelling->places[end]];
}

/* The place in the folded text of one in the text. */
static gsize find_folded(const struct rebound_text_memo *text, gsize place)
{
	gsize at = 0, end = text->folded.len;

	while (at < end) {
		gsize middle = (at + end) / 2;

		if (text->folded.offsets[middle] < place)
			at = middle + 1;
		else
			end = middle;
	}
	return at;
}

static gboolean is_hidden(const struct rebound_text_memo *text, gsize at)
{
	return at < text->folded.len && text->hidden[at] == REBOUND_NAMES_HIDDEN;
}

/* Whether what was found begins or ends within a name: then a part of the name was taken for a
 * word. A pattern of names begins where one does. */
static gboolean is_part_of_name(
	const struct rebound_text_memo *text, const struct rebound_regex_memo *memo)
{
	if (text->hidden == text->folded.text)
		return FALSE;
	gsize start = find_folded(text, memo->start), end = find_folded(text, memo->end);
	if (is_hidden(text, start))
		return start > 0 && is_hidden(text, start - 1);
	return end > 0 && is_hidden(text, end) && is_hidden(text, end - 1);
}

/* Search a text in which something was found in a name, as if the letters of names were others. */
static gboolean search_beside_names(struct rebound_subject *subject,
	const struct rebound_regex *regex, const struct rebound_text_memo *text,
	struct rebound_regex_memo *memo)
{
	gsize len = strlen(text->text);
	char *other = rebound_arena_copy(subject->arena, text->text, len);

	for (gsize i = 0; i < text->folded.len; i++) {
		guint32 place = text->folded.offsets[i];
		if (text->hidden[i] == REBOUND_NAMES_HIDDEN && g_ascii_isalnum(other[place]))
			other[place] = 'x';
	}
	return rebound_regex_search(regex, other, len, &memo->start, &memo->end) ==
	       REBOUND_REGEX_MATCH;
}

/* Search a text, unless that was done for the recipient before. */
static const struct rebound_regex_memo *search_regex(
	struct rebound_subject *subject, const struct rebound_card_regex *regex, guint which)
{
	struct rebound_ruleset *ruleset = subject->ruleset;
	struct rebound_regex_memo *memo = &ruleset->regex_memos[which][regex->number];
	const char *text = rebound_subject_text(subject, which);

	if (memo->number != ruleset->memos[which].number) {
		struct rebound_text_memo *known = &ruleset->memos[which];
		const struct rebound_regex *compiled = get_regex(ruleset, regex);

		memo->number = known->number;
		memo->matched =
			rebound_regex_may_match(compiled, get_trigrams(subject, known, FALSE)) &&
			rebound_regex_search(compiled, text, strlen(text), &memo->start,
				&memo->end) == REBOUND_REGEX_MATCH;
		if (memo->matched && is_part_of_name(known, memo))
			memo->matched = search_beside_names(subject, compiled, known, memo);
		if (!memo->matched && known->spelling.text != NULL)
			search_spelled(subject, compiled, known, memo);
	}
	return memo;
}

static gboolean regex_holds(struct rebound_subject *subject,
	const struct rebound_condition *condition, struct rebound_match *match)
{
	for (guint i = 0; i < condition->regex_count; i++) {
		const struct rebound_card_regex *regex = &condition->regexes[i];

		if (regex->literal != REBOUND_CARD_NO_ID &&
			find_place(subject, regex->literal) == NULL)
			continue;
		for (guint which = 0; which <= (subject->with_notice ? 1U : 0U); which++) {
			const char *text = rebound_subject_text(subject, which);
			if (text == NULL)
				continue;
			const struct rebound_regex_memo *memo = search_regex(subject, regex, which);
			if (!memo->matched)
				continue;
			if (match->text == NULL) {
				match->text = text;
				match->start = memo->start;
				match->end = memo->end;
			}
			return TRUE;
		}
	}
	return condition->regex_count == 0;
}

/* What the sentences of a text say, read when it is asked for the first time. */
static guint read_statements(struct rebound_text_memo *memo)
{
	const struct rebound_spelling *spelling = &memo->spelling;

	if (!memo->said_of_known)
		memo->said_of =
			spelling->text != NULL
				? rebound_statement_read(spelling->text, spelling->len,
					  spelling->places, memo->folded.text, memo->said_where)
				: rebound_statement_read(memo->hidden, memo->folded.len, NULL,
					  memo->folded.text, memo->said_where);
	memo->said_of_known = TRUE;
	return memo->said_of;
}

/* The words that say it, or all of the text. */
static void show_statement(
	const struct rebound_text_memo *memo, guint said, struct rebound_match *match)
{
	const struct rebound_statement_place *place = &memo->said_where[g_bit_nth_lsf(said, -1)];
	const struct rebound_folded *folded = &memo->folded;

	match->text = memo->text;
	match->start = folded->offsets[MIN(place->start, folded->len)];
	match->end = place->end > place->start ? folded->offsets[MIN(place->end, folded->len)]
					       : strlen(match->text);
}

static gboolean about_holds(struct rebound_subject *subject,
	const struct rebound_condition *condition, struct rebound_match *match)
{
	if (condition->about == 0)
		return TRUE;
	for (guint which = 0; which <= (subject->with_notice ? 1U : 0U); which++) {
		if (rebound_subject_text(subject, which) == NULL)
			continue;
		struct rebound_text_memo *memo = &subject->ruleset->memos[which];
		guint said = read_statements(memo) & condition->about;
		if (said == 0)
			continue;
		if (match->text == NULL)
			show_statement(memo, said, match);
		return TRUE;
	}
	return FALSE;
}

/* Whether the fields that cost little hold. */
static gboolean plain_fields_hold(
	struct rebound_subject *subject, const struct rebound_condition *condition)
{
	const struct rebound_recipient *recipient = subject->recipient;

	return code_holds(condition->statuses, condition->status_count, subject->codes) &&
	       code_holds(condition->replies, condition->reply_count, subject->codes) &&
	       (condition->commands == NULL ||
		       has_command(condition->commands, recipient->command)) &&
	       (condition->readers == NULL ||
		       matches_any(condition->readers, subject->report->reader)) &&
	       (condition->domains == NULL ||
		       matches_any(condition->domains, recipient_domain(recipient))) &&
	       (condition->hosts == NULL || find_host(subject, condition->hosts) != NULL) &&
	       headers_hold(subject, condition);
}

gboolean rebound_condition_holds(struct rebound_subject *subject,
	const struct rebound_condition *condition, struct rebound_match *match)
{
	if (condition->says != REBOUND_CARD_NO_ID) {
		const struct rebound_place *place = find_place(subject, condition->says);

		if (place == NULL)
			return FALSE;
		show_place(subject, place, match);
	}
	return plain_fields_hold(subject, condition) && regex_holds(subject, condition, match) &&
	       about_holds(subject, condition, match);
}

const char *rebound_condition_show(
	struct rebound_subject *subject, const struct rebound_condition *condition)
{
	const struct rebound_recipient *recipient = subject->recipient;
	char status[REBOUND_STATUS_SIZE];

	if (condition->status_count > 0 && condition->reply_count > 0)
		return rebound_arena_printf(subject->arena, "%d %s", recipient->reply,
			rebound_status_write(recipient->status, status));
	if (condition->status_count > 0)
		return rebound_arena_string(
			subject->arena, rebound_status_write(recipient->status, status));
	if (condition->reply_count > 0)
		return rebound_arena_printf(subject->arena, "%d", recipient->reply);
	if (condition->hosts != NULL)
		return find_host(subject, condition->hosts);
	if (condition->domains != NULL)
		return rebound_arena_string(subject->arena, recipient_domain(recipient));
	if (condition->commands != NULL)
		return recipient->command;
	if (condition->header_count > 0)
		return condition->headers[0].name;
	return condition->readers != NULL ? subject->report->reader : NULL;
}
