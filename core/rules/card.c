/* SPDX-License-Identifier: MIT */
#include "core/rules/card.h"
#include "core/rules/names.h"
#include "core/rules/statement.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/limits.h"
#include "core/base/text.h"

/* What a card is read with. The values on the stack come from scripts/words.lua, so types are
 * right. */
struct reading {
	struct rebound_ruleset *ruleset;
	lua_State *state;
	struct rebound_card *card;
	GError **error;
};

static gboolean fail(const struct reading *reading, const char *field, const GError *cause)
{
	g_set_error(reading->error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%s: rule '%s': %s: %s",
		reading->card->at, reading->card->name, field,
		cause != NULL ? cause->message : "can't be used");
	return FALSE;
}

/* The string at the top of the stack, in the arena. [-0, +0, m] */
static const char *copy_string(const struct reading *reading)
{
	size_t len = 0;
	const char *text = lua_tolstring(reading->state, -1, &len);

	return text == NULL ? NULL : rebound_arena_copy(reading->ruleset->arena, text, len);
}

/* A field that is a string, or NULL. [-0, +0, m] */
static const char *read_string(const struct reading *reading, const char *field)
{
	lua_getfield(reading->state, -1, field);
	const char *text = copy_string(reading);
	lua_pop(reading->state, 1);
	return text;
}

/* A field that is a list of strings: NULL-terminated; NULL where it is missing. [-0, +0, m] */
static const char *const *read_strings(
	const struct reading *reading, const char *field, guint *count)
{
	const char **list = NULL;
	lua_Unsigned length = 0;

	lua_getfield(reading->state, -1, field);
	if (lua_istable(reading->state, -1)) {
		length = lua_rawlen(reading->state, -1);
		list = rebound_arena_alloc(reading->ruleset->arena, (length + 1) * sizeof(*list));
		for (lua_Unsigned i = 0; i < length; i++) {
			lua_rawgeti(reading->state, -1, (lua_Integer)i + 1);
			list[i] = copy_string(reading);
			lua_pop(reading->state, 1);
		}
	}
	lua_pop(reading->state, 1);
	if (count != NULL)
		*count = (guint)length;
	return list;
}

/* A new number in the automaton; card is the one that a hit makes a candidate. */
static guint new_id(struct rebound_ruleset *ruleset, guint card)
{
	g_array_append_val(ruleset->id_cards, card);
	return ruleset->id_cards->len - 1;
}

/* A regex sees the whole text, so its literal is looked for in names too. */
static gboolean add_phrase(struct rebound_ruleset *ruleset, const char *phrase, guint id,
	gboolean in_names, GError **error)
{
	if (!rebound_phrases_add(ruleset->phrases, phrase, id, error))
		return FALSE;
	return !in_names || rebound_phrases_add(ruleset->name_phrases, phrase, id, error);
}

static gboolean read_says(
	const struct reading *reading, struct rebound_condition *condition, guint card)
{
	condition->says = REBOUND_CARD_NO_ID;
	condition->phrases = read_strings(reading, "says", NULL);
	if (condition->phrases == NULL)
		return TRUE;
	condition->says = new_id(reading->ruleset, card);
	for (const char *const *phrase = condition->phrases; *phrase != NULL; phrase++) {
		GError *cause = NULL;

		if (!add_phrase(reading->ruleset, *phrase, condition->says,
			    rebound_names_in_phrase(*phrase), &cause)) {
			fail(reading, "says", cause);
			g_error_free(cause);
			return FALSE;
		}
	}
	return TRUE;
}

/* Put the literal of a regex into the automaton, where it has one that a phrase can hold. */
static guint add_literal(const struct reading *reading, const char *literal, guint card)
{
	g_auto(GStrv) pieces = g_strsplit(literal, "*", -1);
	const char *best = "";

	for (char **piece = pieces; *piece != NULL; piece++) {
		g_strstrip(*piece);
		if (strlen(*piece) > strlen(best))
			best = *piece;
	}
	if (strlen(best) < 3)
		return REBOUND_CARD_NO_ID;
	guint id = new_id(reading->ruleset, card);
	g_autofree char *phrase = g_strconcat("*", best, "*", NULL);
	if (add_phrase(reading->ruleset, phrase, id, TRUE, NULL))
		return id;
	g_array_set_size(reading->ruleset->id_cards, id);
	return REBOUND_CARD_NO_ID;
}

static gboolean read_matches(
	const struct reading *reading, struct rebound_condition *condition, guint card)
{
	guint count;
	const char *const *patterns = read_strings(reading, "matches", &count);
	struct rebound_card_regex *regexes =
		rebound_arena_alloc(reading->ruleset->arena, (count + 1) * sizeof(*regexes));

	for (guint i = 0; i < count; i++) {
		GError *cause = NULL;
		struct rebound_regex *regex = rebound_regex_new(patterns[i], &cause);

		if (regex == NULL) {
			fail(reading, "matches", cause);
			g_error_free(cause);
			return FALSE;
		}
		g_ptr_array_add(reading->ruleset->regexes, regex);
		const char *literal = rebound_regex_literal(regex);
		regexes[i] = (struct rebound_card_regex){
			.pattern = patterns[i],
			.needs = rebound_regex_needs(regex),
			.number = reading->ruleset->regexes->len - 1,
			.literal = literal == NULL ? REBOUND_CARD_NO_ID
						   : add_literal(reading, literal, card),
		};
	}
	condition->regexes = regexes;
	condition->regex_count = count;
	return TRUE;
}

static const struct rebound_code_pattern *read_codes(const struct reading *reading,
	const char *field, gboolean (*read)(const char *, struct rebound_code_pattern *),
	guint *count)
{
	const char *const *texts = read_strings(reading, field, count);

	if (texts == NULL)
		return NULL;
	struct rebound_code_pattern *patterns =
		rebound_arena_alloc(reading->ruleset->arena, *count * sizeof(*patterns));
	for (guint i = 0; i < *count; i++)
		read(texts[i], &patterns[i]);
	return patterns;
}

/* The field about: a list of names of statements. [-0, +0, m] */
static guint read_about(const struct reading *reading)
{
	const char *const *names = read_strings(reading, "about", NULL);
	guint about = 0, bit = 0;

	for (; names != NULL && *names != NULL; names++)
		if (rebound_statement_named(*names, &bit))
			about |= bit;
	return about;
}

/* The field header: a list of { name, patterns }. [-0, +0, m] */
static void read_headers(const struct reading *reading, struct rebound_condition *condition)
{
	lua_State *state = reading->state;

	lua_getfield(state, -1, "header");
	if (lua_istable(state, -1)) {
		guint count = (guint)lua_rawlen(state, -1);
		struct rebound_card_header *headers =
			rebound_arena_alloc(reading->ruleset->arena, count * sizeof(*headers));

		for (guint i = 0; i < count; i++) {
			lua_rawgeti(state, -1, (lua_Integer)i + 1);
			headers[i].name = read_string(reading, "name");
			headers[i].patterns = read_strings(reading, "patterns", NULL);
			lua_pop(state, 1);
		}
		condition->headers = headers;
		condition->header_count = count;
	}
	lua_pop(state, 1);
}

/* The fields that must hold, of the table on top of the stack. [-0, +0, m] */
static gboolean read_condition(
	const struct reading *reading, struct rebound_condition *condition, guint card)
{
	if (!read_says(reading, condition, card) || !read_matches(reading, condition, card))
		return FALSE;
	condition->statuses = read_codes(
		reading, "status", rebound_pattern_read_status, &condition->status_count);
	condition->replies =
		read_codes(reading, "reply", rebound_pattern_read_reply, &condition->reply_count);
	condition->hosts = read_strings(reading, "host", NULL);
	condition->domains = read_strings(reading, "domain", NULL);
	condition->commands = read_strings(reading, "command", NULL);
	condition->readers = read_strings(reading, "reader", NULL);
	condition->about = read_about(reading);
	read_headers(reading, condition);
	lua_getfield(reading->state, -1, "check");
	condition->has_check = lua_isfunction(reading->state, -1);
	if (condition->has_check)
		condition->check = luaL_ref(reading->state, LUA_REGISTRYINDEX);
	else
		lua_pop(reading->state, 1);
	return TRUE;
}

static gboolean read_unless(const struct reading *reading)
{
	struct rebound_card *card = reading->card;
	lua_State *state = reading->state;
	gboolean good = TRUE;

	lua_getfield(state, -1, "unless");
	if (lua_istable(state, -1)) {
		guint count = (guint)lua_rawlen(state, -1);
		struct rebound_condition *unless =
			rebound_arena_alloc(reading->ruleset->arena, count * sizeof(*unless));

		for (guint i = 0; i < count && good; i++) {
			lua_rawgeti(state, -1, (lua_Integer)i + 1);
			good = read_condition(reading, &unless[i], REBOUND_CARD_NO_ID);
			lua_pop(state, 1);
		}
		card->unless = unless;
		card->unless_count = count;
	}
	lua_pop(state, 1);
	return good;
}

static void read_answers(const struct reading *reading)
{
	struct rebound_card *card = reading->card;
	lua_State *state = reading->state;
	const char *word;

	card->doc = read_string(reading, "doc");
	word = read_string(reading, "reason");
	if (word != NULL)
		rebound_reason_read(word, &card->reason);
	word = read_string(reading, "permanence");
	if (word != NULL)
		rebound_permanence_read(word, &card->permanence);
	card->delay = read_string(reading, "kind") != NULL;
	card->reply_only = read_string(reading, "within") != NULL;
	lua_getfield(state, -1, "confidence");
	card->confidence = lua_isnumber(state, -1) ? lua_tonumber(state, -1) : -1.0;
	lua_getfield(state, -2, "retry");
	card->retry = lua_tointeger(state, -1);
	lua_pop(state, 2);
	card->yes = read_strings(reading, "yes", NULL);
	card->no = read_strings(reading, "no", NULL);
}

static gboolean has_only_codes(const struct rebound_card *card)
{
	const struct rebound_condition *when = &card->when;

	return !card->reads_text && !when->has_check && card->unless_count == 0 &&
	       when->hosts == NULL && when->domains == NULL && when->commands == NULL &&
	       when->readers == NULL && when->header_count == 0;
}

gboolean rebound_card_read(struct rebound_ruleset *ruleset, lua_State *state,
	const struct rebound_card_origin *origin, GError **error)
{
	struct rebound_card *card = rebound_arena_alloc(ruleset->arena, sizeof(*card));
	struct reading reading = {ruleset, state, card, error};

	luaL_checkstack(state, 20, NULL);
	card->file = origin->file;
	card->shipped = origin->shipped;
	card->name = read_string(&reading, "name");
	lua_getfield(state, -1, "line");
	card->line = (guint)lua_tointeger(state, -1);
	lua_pop(state, 1);
	const char *at = rebound_arena_printf(ruleset->arena, "%s:%u", card->file, card->line);
	card->at = rebound_text_line(ruleset->arena, at, strlen(at), REBOUND_LIMIT_FIELD_BYTES);
	read_answers(&reading);
	if (!read_condition(&reading, &card->when, ruleset->cards->len) || !read_unless(&reading))
		return FALSE;
	card->reads_text = card->when.says != REBOUND_CARD_NO_ID || card->when.regex_count > 0 ||
			   card->when.about != 0;
	card->only_codes = has_only_codes(card);
	g_ptr_array_add(ruleset->cards, card);
	return TRUE;
}

/* One entry for each pair of a card's status and reply patterns. */
static void index_codes(struct rebound_ruleset *ruleset, guint number)
{
	const struct rebound_condition *when = &rebound_ruleset_get(ruleset, number)->when;
	struct rebound_code_pattern any = {0, 0};

	for (guint s = 0; s < MAX(when->status_count, 1); s++) {
		for (guint r = 0; r < MAX(when->reply_count, 1); r++) {
			struct rebound_code_entry entry = {
				.pattern = rebound_pattern_join(
					when->status_count > 0 ? when->statuses[s] : any,
					when->reply_count > 0 ? when->replies[r] : any),
				.card = number,
			};

			g_array_append_val(ruleset->code_entries, entry);
		}
	}
}

/* Whether the automaton tells where a card that reads text may hold. */
static gboolean has_literals(const struct rebound_condition *when)
{
	if (when->regex_count == 0)
		return FALSE;
	for (guint i = 0; i < when->regex_count; i++)
		if (when->regexes[i].literal == REBOUND_CARD_NO_ID)
			return FALSE;
	return TRUE;
}

/* What headers the fields of a card ask for; what its functions ask for is known for shipped ones
 * only: none. */
static void index_headers(
	struct rebound_ruleset *ruleset, const struct rebound_condition *when, gboolean shipped)
{
	for (guint i = 0; i < when->header_count; i++)
		g_ptr_array_add(ruleset->headers, (gpointer)when->headers[i].name);
	if (when->has_check && !shipped)
		ruleset->asks_for_any_header = TRUE;
}

void rebound_card_index(struct rebound_ruleset *ruleset)
{
	for (guint i = 0; i < ruleset->cards->len; i++) {
		const struct rebound_card *card = rebound_ruleset_get(ruleset, i);

		if (!card->reads_text)
			index_codes(ruleset, i);
		else if (card->when.says == REBOUND_CARD_NO_ID && !has_literals(&card->when))
			g_array_append_val(ruleset->literal_less, i);
		index_headers(ruleset, &card->when, card->shipped);
		for (guint j = 0; j < card->unless_count; j++)
			index_headers(ruleset, &card->unless[j], card->shipped);
	}
	rebound_phrases_build(ruleset->phrases);
	rebound_phrases_build(ruleset->name_phrases);
}
