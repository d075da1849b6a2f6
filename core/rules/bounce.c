/* SPDX-License-Identifier: MIT */
#include "core/rules/bounce.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include <rebound/error.h>
#include "core/mail/message.h"
#include "core/smtp/address.h"
#include "core/smtp/status.h"

#define BOUNCE_TYPE "bounce"

/* Sets of one phrase that bounce:says() keeps, before it starts afresh. */
enum { KEPT_PHRASES = 256, MESSAGE_BYTES = 1024 };

struct rebound_bounce_context {
	struct rebound_sandbox *sandbox;
	struct rebound_subject *subject; /* during a call only */
	guint64 generation;		 /* of the bounce that is alive */
	int check;			 /* what is called */
	GHashTable *phrases;		 /* phrase to struct rebound_phrases */
	GPtrArray *tripped;		 /* cards whose check ran into a limit in this report */
};

/* What Lua holds: a number, no pointer. */
struct handle {
	guint64 generation;
};

/* Fields that are strings of the recipient, the report or the original. */
struct string_field {
	const char *name;
	gsize offset;
};

static const struct string_field recipient_fields[] = {
	{"text", G_STRUCT_OFFSET(struct rebound_recipient, text)},
	{"notice", G_STRUCT_OFFSET(struct rebound_recipient, notice)},
	{"address", G_STRUCT_OFFSET(struct rebound_recipient, address)},
	{"original_address", G_STRUCT_OFFSET(struct rebound_recipient, original_address)},
	{"host", G_STRUCT_OFFSET(struct rebound_recipient, remote_mta)},
	{"remote_mta", G_STRUCT_OFFSET(struct rebound_recipient, remote_mta)},
	{"reporting_mta", G_STRUCT_OFFSET(struct rebound_recipient, reporting_mta)},
	{"command", G_STRUCT_OFFSET(struct rebound_recipient, command)},
	{"action", G_STRUCT_OFFSET(struct rebound_recipient, action)},
	{"new_address", G_STRUCT_OFFSET(struct rebound_recipient, new_address)},
	{"final_log_id", G_STRUCT_OFFSET(struct rebound_recipient, final_log_id)},
	{NULL, 0},
};

static const struct string_field report_fields[] = {
	{"subject", G_STRUCT_OFFSET(struct rebound_report, subject)},
	{"from", G_STRUCT_OFFSET(struct rebound_report, from)},
	{"reader", G_STRUCT_OFFSET(struct rebound_report, reader)},
	{NULL, 0},
};

static const struct string_field original_fields[] = {
	{"message_id", G_STRUCT_OFFSET(struct rebound_original, message_id)},
	{"from", G_STRUCT_OFFSET(struct rebound_original, from)},
	{"to", G_STRUCT_OFFSET(struct rebound_original, to)},
	{"subject", G_STRUCT_OFFSET(struct rebound_original, subject)},
	{"list_id", G_STRUCT_OFFSET(struct rebound_original, list_id)},
	{"list_unsubscribe", G_STRUCT_OFFSET(struct rebound_original, list_unsubscribe)},
	{"return_path", G_STRUCT_OFFSET(struct rebound_original, return_path)},
	{NULL, 0},
};

static const char *const field_names[] = {"text", "notice", "status", "reply", "address",
	"original_address", "domain", "host", "remote_mta", "reporting_mta", "command", "action",
	"kind", "reader", "format", "subject", "from", "original", "new_address", "final_log_id",
	"extension", "header", "says", NULL};

static struct rebound_bounce_context *get_context(lua_State *state)
{
	return lua_touserdata(state, lua_upvalueindex(1));
}

/* The living bounce at an argument, else a Lua error. [-0, +0, v] */
static struct rebound_subject *check_bounce(lua_State *state, int argument)
{
	const struct rebound_bounce_context *context = get_context(state);
	const struct handle *handle = luaL_checkudata(state, argument, BOUNCE_TYPE);

	if (context->subject == NULL || handle->generation != context->generation)
		luaL_error(state, "this bounce is gone");
	return context->subject;
}

/* [-0, +1, m] */
static void push_string(lua_State *state, const char *text)
{
	if (text == NULL)
		lua_pushnil(state);
	else
		lua_pushstring(state, text);
}

/* Push a field of a struct, where there is one of this name. [-0, +(0|1), m] */
static gboolean push_field(
	lua_State *state, const struct string_field *fields, const void *base, const char *name)
{
	for (; fields->name != NULL; fields++) {
		if (strcmp(fields->name, name) == 0) {
			push_string(
				state, *(const char *const *)((const char *)base + fields->offset));
			return TRUE;
		}
	}
	return FALSE;
}

/* [-0, +1, m] */
static void push_original(lua_State *state, const struct rebound_original *original)
{
	lua_createtable(state, 0, G_N_ELEMENTS(original_fields) - 1);
	for (const struct string_field *field = original_fields; field->name != NULL; field++) {
		push_string(state, *(const char *const *)((const char *)original + field->offset));
		lua_setfield(state, -2, field->name);
	}
}

/* [-0, +1, m] */
static void push_domain(lua_State *state, const struct rebound_recipient *recipient)
{
	const char *address =
		recipient->address != NULL ? recipient->address : recipient->original_address;

	push_string(state, address == NULL ? NULL : rebound_address_domain(address));
}

/* The fields that are no plain string. [-0, +(0|1), m] */
static gboolean push_special(
	lua_State *state, const struct rebound_subject *subject, const char *name)
{
	const struct rebound_recipient *recipient = subject->recipient;
	char status[REBOUND_STATUS_SIZE];

	if (strcmp(name, "status") == 0) {
		push_string(state, rebound_status_write(recipient->status, status));
	} else if (strcmp(name, "reply") == 0) {
		if (recipient->reply != 0)
			lua_pushinteger(state, recipient->reply);
		else
			lua_pushnil(state);
	} else if (strcmp(name, "domain") == 0) {
		push_domain(state, recipient);
	} else if (strcmp(name, "kind") == 0) {
		push_string(state, rebound_kind_name(recipient->kind));
	} else if (strcmp(name, "format") == 0) {
		push_string(state, rebound_format_name(subject->report->format));
	} else if (strcmp(name, "original") == 0) {
		push_original(state, &subject->report->original);
	} else {
		return FALSE;
	}
	return TRUE;
}

/* bounce.NAME; upvalue 2 holds the methods. [-2, +1, v] */
static int bounce_index(lua_State *state)
{
	const struct rebound_subject *subject = check_bounce(state, 1);
	const char *name = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "";

	if (push_field(state, recipient_fields, subject->recipient, name) ||
		push_field(state, report_fields, subject->report, name) ||
		push_special(state, subject, name))
		return 1;
	lua_settop(state, 2);
	if (lua_rawget(state, lua_upvalueindex(2)) != LUA_TNIL)
		return 1;
	const char *near = rebound_text_nearest(name, field_names);
	if (near == NULL)
		return luaL_error(state, "a bounce has no field '%s'", name);
	return luaL_error(state, "a bounce has no field '%s'; did you mean '%s'?", name, near);
}

/* [-3, +0, v] */
static int bounce_newindex(lua_State *state)
{
	return luaL_error(state, "a bounce can't be changed");
}

/* [-1, +1, m] */
static int bounce_tostring(lua_State *state)
{
	lua_pushliteral(state, BOUNCE_TYPE);
	return 1;
}

/* bounce:header(name). [-2, +1, v] */
static int bounce_header(lua_State *state)
{
	const struct rebound_subject *subject = check_bounce(state, 1);
	const char *name = luaL_checkstring(state, 2);
	const struct rebound_report *report = subject->report;
	const char *value =
		rebound_header_find(report->original_headers, report->original_header_count, name);

	if (value == NULL)
		value = rebound_header_find(report->headers, report->header_count, name);
	push_string(state, value);
	return 1;
}

/* bounce:extension(name): of the recipient's own fields first. [-2, +1, v] */
static int bounce_extension(lua_State *state)
{
	const struct rebound_subject *subject = check_bounce(state, 1);
	const char *name = luaL_checkstring(state, 2);
	const struct rebound_recipient *recipient = subject->recipient;
	const struct rebound_report *report = subject->report;
	const char *value =
		rebound_header_find(recipient->extensions, recipient->extension_count, name);

	if (value == NULL)
		value = rebound_header_find(report->extensions, report->extension_count, name);
	push_string(state, value);
	return 1;
}

/* The set of one phrase, from those that are kept; NULL, and why, for what is no phrase. */
static const struct rebound_phrases *get_phrases(
	struct rebound_bounce_context *context, const char *phrase, char problem[MESSAGE_BYTES])
{
	struct rebound_phrases *phrases = g_hash_table_lookup(context->phrases, phrase);
	GError *cause = NULL;

	if (phrases != NULL)
		return phrases;
	phrases = rebound_phrases_new();
	if (!rebound_phrases_add(phrases, phrase, 0, &cause)) {
		g_strlcpy(problem, cause->message, MESSAGE_BYTES);
		g_error_free(cause);
		rebound_phrases_free(phrases);
		return NULL;
	}
	rebound_phrases_build(phrases);
	if (g_hash_table_size(context->phrases) >= KEPT_PHRASES)
		g_hash_table_remove_all(context->phrases);
	g_hash_table_insert(context->phrases, g_strdup(phrase), phrases);
	return phrases;
}

static gboolean is_said(struct rebound_subject *subject, const struct rebound_phrases *phrases)
{
	gboolean said = FALSE;

	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS && !said; i++) {
		const char *text = rebound_subject_text(subject, i);

		if (text == NULL)
			continue;
		if (subject->folded[i].text == NULL)
			subject->folded[i] = rebound_text_fold(subject->arena, text, strlen(text));
		said = rebound_phrases_find(
			       phrases, subject->folded[i].text, subject->folded[i].len)
			       .count > 0;
	}
	return said;
}

/* bounce:says(phrase). [-2, +1, v] */
static int bounce_says(lua_State *state)
{
	struct rebound_bounce_context *context = get_context(state);
	struct rebound_subject *subject = check_bounce(state, 1);
	size_t len = 0;
	const char *phrase = luaL_checklstring(state, 2, &len);
	char problem[MESSAGE_BYTES];

	if (len > MESSAGE_BYTES || strlen(phrase) != len)
		return luaL_error(state, "this is no phrase");
	/* A new phrase costs more than its bytes. */
	guint64 steps = 2000 + 16 * len;
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++) {
		const char *text = rebound_subject_text(subject, i);
		steps += text == NULL ? 0 : strlen(text);
	}
	rebound_sandbox_charge(state, steps);
	const struct rebound_phrases *phrases = get_phrases(context, phrase, problem);
	if (phrases == NULL)
		return luaL_error(state, "%s", problem);
	lua_pushboolean(state, is_said(subject, phrases));
	return 1;
}

/* Make the type; the context is argument 1. [-1, +0, m] */
static int register_type(lua_State *state)
{
	lua_settop(state, 1);
	luaL_newmetatable(state, BOUNCE_TYPE);
	lua_createtable(state, 0, 3);
	lua_pushvalue(state, 1);
	lua_pushcclosure(state, bounce_header, 1);
	lua_setfield(state, -2, "header");
	lua_pushvalue(state, 1);
	lua_pushcclosure(state, bounce_extension, 1);
	lua_setfield(state, -2, "extension");
	lua_pushvalue(state, 1);
	lua_pushcclosure(state, bounce_says, 1);
	lua_setfield(state, -2, "says"); /* context metatable methods */
	lua_pushvalue(state, 1);
	lua_insert(state, -2);
	lua_pushcclosure(state, bounce_index, 2);
	lua_setfield(state, -2, "__index");
	lua_pushcfunction(state, bounce_newindex);
	lua_setfield(state, -2, "__newindex");
	lua_pushcfunction(state, bounce_tostring);
	lua_setfield(state, -2, "__tostring");
	lua_pushboolean(state, FALSE);
	lua_setfield(state, -2, "__metatable");
	return 0;
}

/* Call the check with a new bounce; the context is argument 1. [-1, +1, v] */
static int call_check(lua_State *state)
{
	const struct rebound_bounce_context *context = lua_touserdata(state, 1);

	lua_rawgeti(state, LUA_REGISTRYINDEX, context->check);
	struct handle *handle = lua_newuserdatauv(state, sizeof(*handle), 0);
	handle->generation = context->generation;
	luaL_setmetatable(state, BOUNCE_TYPE);
	lua_call(state, 1, 1);
	lua_pushboolean(state, lua_toboolean(state, -1));
	return 1;
}

struct rebound_bounce_context *rebound_bounce_context_new(
	struct rebound_sandbox *sandbox, GError **error)
{
	struct rebound_bounce_context *context = g_new0(struct rebound_bounce_context, 1);
	lua_State *state = rebound_sandbox_state(sandbox);

	context->sandbox = sandbox;
	context->phrases = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)rebound_phrases_free);
	context->tripped = g_ptr_array_new();
	lua_pushcfunction(state, register_type);
	lua_pushlightuserdata(state, context);
	if (!rebound_sandbox_call(sandbox, 1, 0, error)) {
		rebound_bounce_context_free(context);
		return NULL;
	}
	return context;
}

void rebound_bounce_context_free(struct rebound_bounce_context *context)
{
	if (context == NULL)
		return;
	g_hash_table_unref(context->phrases);
	g_ptr_array_unref(context->tripped);
	g_free(context);
}

void rebound_bounce_context_reset(struct rebound_bounce_context *context)
{
	g_ptr_array_set_size(context->tripped, 0);
}

void rebound_bounce_break(
	struct rebound_subject *subject, const struct rebound_card *card, const char *message)
{
	g_autofree char *whole = g_strdup_printf(
		"%s (in the check of rule '%s', %s)", message, card->name, card->at);

	subject->broken = rebound_text_line(subject->arena, whole, strlen(whole), MESSAGE_BYTES);
	if (subject->ruleset->error == NULL)
		subject->ruleset->error = g_strdup(subject->broken);
}

gboolean rebound_bounce_check(struct rebound_subject *subject,
	struct rebound_bounce_context *context, const struct rebound_card *card, int check)
{
	lua_State *state = rebound_sandbox_state(context->sandbox);
	g_autoptr(GError) error = NULL;

	if (g_ptr_array_find(context->tripped, card, NULL)) {
		rebound_bounce_break(subject, card, "it ran into a limit before");
		return FALSE;
	}
	context->subject = subject;
	context->check = check;
	context->generation++;
	lua_pushcfunction(state, call_check);
	lua_pushlightuserdata(state, context);
	gboolean good = rebound_sandbox_call(context->sandbox, 1, 1, &error);
	context->subject = NULL;
	if (!good) {
		if (g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_LIMIT))
			g_ptr_array_add(context->tripped, (gpointer)card);
		rebound_bounce_break(subject, card, error->message);
		return FALSE;
	}
	gboolean holds = lua_toboolean(state, -1);
	lua_pop(state, 1);
	return holds;
}
