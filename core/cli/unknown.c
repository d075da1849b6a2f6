/* SPDX-License-Identifier: MIT */
#include "core/cli/unknown.h"

#include <string.h>

#include "core/base/text.h"
#include "core/run/stored.h"
#include "core/rules/normalise.h"

/* Texts are grouped by so much of them; an example may be longer. */
enum { TEXT_BYTES = 300, EXAMPLE_BYTES = 500 };

/* Words of the phrase that a card is named after. */
enum { NAME_WORDS = 4, NAME_BYTES = 40 };

struct group {
	struct rebound_unknown_group shown; /* first, so that a group can be handed out as this */
	GHashTable *addresses;
	char *host;
	gboolean has_host;
};

struct rebound_unknown_groups {
	struct rebound_arena *kept;  /* strings of the groups */
	struct rebound_arena *arena; /* of one event */
	struct rebound_ruleset *ruleset;
	GHashTable *by_text; /* key: folded text, in kept */
	GPtrArray *list;     /* struct group */
	gboolean codes;
};

static void free_group(gpointer data)
{
	struct group *group = data;

	g_hash_table_unref(group->addresses);
	g_free(group->host);
	g_free(group);
}

/* "mx1.mail.example.org" gives "example.org", as an operator would scope a card. */
static char *shorten_host(const char *host)
{
	const char *semicolon = host == NULL ? NULL : strchr(host, ';');
	const char *name = semicolon != NULL ? semicolon + 1 : host;
	gsize len;

	if (name == NULL)
		return NULL;
	name += strspn(name, " ");
	len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");
	if (len == 0 || g_ascii_isdigit(name[len - 1]))
		return NULL;
	const char *start = name + len;
	for (guint dots = 0; start > name; start--) {
		dots += start[-1] == '.';
		if (dots == 2)
			break;
	}
	g_autofree char *tail = g_strndup(start, (gsize)(name + len - start));
	return strchr(tail, '.') == NULL ? NULL : g_ascii_strdown(tail, -1);
}

static void note_host(struct group *group, const char *remote_mta)
{
	g_autofree char *host = shorten_host(remote_mta);

	if (!group->has_host) {
		group->has_host = TRUE;
		group->host = g_steal_pointer(&host);
	} else if (g_strcmp0(group->host, host) != 0) {
		g_clear_pointer(&group->host, g_free);
	}
	group->shown.host = group->host;
}

static gboolean has_words(const char *text)
{
	guint letters = 0;

	for (const char *at = text; *at != '\0' && letters < 3; at = g_utf8_next_char(at))
		letters += g_unichar_isalpha(g_utf8_get_char(at)) ? 1 : 0;
	return letters >= 3;
}

/* Whether the rules of today know nothing of it but codes. */
static gboolean is_unknown(
	const struct rebound_unknown_groups *groups, const struct rebound_report *report)
{
	const struct rebound_recipient *recipient = &report->recipients[0];
	enum rebound_reason reason = recipient->verdict.reason;

	if (reason == REBOUND_REASON_NONE || !has_words(rebound_stored_text(recipient)))
		return FALSE;
	if (reason == REBOUND_REASON_UNKNOWN)
		return TRUE;
	if (reason != REBOUND_REASON_POLICY_REJECTED && !groups->codes)
		return FALSE;
	g_autoptr(GArray) matches =
		rebound_ruleset_matches(groups->ruleset, report, 0, groups->arena);
	return matches->len > 0 && !rebound_ruleset_card(groups->ruleset,
					   g_array_index(matches, struct rebound_match, 0).card)
					    .reads_text;
}

static struct group *new_group(struct rebound_unknown_groups *groups, const char *key,
	const char *text, const struct rebound_event *event, const struct rebound_report *report)
{
	const struct rebound_recipient *recipient = &report->recipients[0];
	struct group *group = g_new0(struct group, 1);
	const char *whole = rebound_stored_text(recipient);
	const char *example = rebound_text_line(groups->arena, whole, strlen(whole), EXAMPLE_BYTES);

	group->addresses = g_hash_table_new(g_str_hash, g_str_equal);
	group->shown = (struct rebound_unknown_group){
		.text = rebound_arena_string(groups->kept, text),
		.phrase = rebound_normalise_phrase(groups->kept, text),
		.example = rebound_normalise_example(groups->kept, example, event->address),
		.reason = recipient->verdict.reason,
		.first = event->time,
		.last = event->time,
		.event = event->id,
	};
	g_hash_table_insert(groups->by_text, rebound_arena_string(groups->kept, key), group);
	g_ptr_array_add(groups->list, group);
	return group;
}

static void add_event(struct rebound_unknown_groups *groups, const struct rebound_event *event,
	const struct rebound_report *report)
{
	const struct rebound_recipient *recipient = &report->recipients[0];
	const char *whole = rebound_stored_text(recipient);
	const char *line = rebound_text_line(groups->arena, whole, strlen(whole), TEXT_BYTES);
	const char *text = rebound_normalise(groups->arena, line, event->address);
	char *key = rebound_text_fold(groups->arena, text, strlen(text)).text;

	/* A full stop at the end makes no other text. */
	for (gsize len = strlen(key); len > 0 && strchr(".!: ", key[len - 1]) != NULL; len--)
		key[len - 1] = '\0';
	struct group *group = g_hash_table_lookup(groups->by_text, key);
	if (group == NULL)
		group = new_group(groups, key, text, event, report);
	group->shown.count++;
	group->shown.first = MIN(group->shown.first, event->time);
	group->shown.last = MAX(group->shown.last, event->time);
	if (event->address_key != NULL &&
		!g_hash_table_contains(group->addresses, event->address_key))
		g_hash_table_add(
			group->addresses, rebound_arena_string(groups->kept, event->address_key));
	group->shown.addresses = g_hash_table_size(group->addresses);
	note_host(group, recipient->remote_mta);
}

static gboolean take_event(const struct rebound_event *event, void *data)
{
	struct rebound_unknown_groups *groups = data;

	rebound_arena_clear(groups->arena);
	struct rebound_report *report =
		rebound_stored_classify(groups->ruleset, event, groups->arena);
	if (report != NULL && is_unknown(groups, report))
		add_event(groups, event, report);
	return TRUE;
}

static int compare_groups(gconstpointer a, gconstpointer b)
{
	const struct group *left = *(struct group *const *)a, *right = *(struct group *const *)b;

	if (left->shown.count != right->shown.count)
		return left->shown.count > right->shown.count ? -1 : 1;
	return strcmp(left->shown.text, right->shown.text);
}

struct rebound_unknown_groups *rebound_unknown_find(struct rebound_store *store,
	struct rebound_ruleset *ruleset, gboolean codes, GError **error)
{
	struct rebound_unknown_groups *groups = g_new0(struct rebound_unknown_groups, 1);

	groups->kept = rebound_arena_new();
	groups->arena = rebound_arena_new();
	groups->ruleset = ruleset;
	groups->codes = codes;
	groups->by_text = g_hash_table_new(g_str_hash, g_str_equal);
	groups->list = g_ptr_array_new_with_free_func(free_group);
	if (!rebound_store_events(store, take_event, groups, error)) {
		rebound_unknown_free(groups);
		return NULL;
	}
	g_ptr_array_sort(groups->list, compare_groups);
	return groups;
}

void rebound_unknown_free(struct rebound_unknown_groups *groups)
{
	if (groups == NULL)
		return;
	g_hash_table_unref(groups->by_text);
	g_ptr_array_unref(groups->list);
	rebound_arena_free(groups->kept);
	rebound_arena_free(groups->arena);
	g_free(groups);
}

guint rebound_unknown_count(const struct rebound_unknown_groups *groups)
{
	return groups->list->len;
}

const struct rebound_unknown_group *rebound_unknown_get(
	const struct rebound_unknown_groups *groups, guint group)
{
	return g_ptr_array_index(groups->list, group);
}

/* A text between quotes of Lua. */
static void append_quoted(GString *card, const char *text)
{
	g_string_append_c(card, '"');
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '"' || *at == '\\')
			g_string_append_c(card, '\\');
		g_string_append_c(card, *at);
	}
	g_string_append_c(card, '"');
}

static char *make_name(const char *phrase, guint number)
{
	GString *name = g_string_new("my");
	gboolean border = TRUE;
	guint words = 0;

	for (const char *at = phrase; *at != '\0' && name->len < NAME_BYTES; at++) {
		if (!g_ascii_isalnum(*at)) {
			border = TRUE;
			continue;
		}
		if (border && words++ == NAME_WORDS)
			break;
		if (border)
			g_string_append_c(name, '_');
		border = FALSE;
		g_string_append_c(name, *at);
	}
	g_string_append_printf(name, "_%u", number);
	return g_string_free(name, FALSE);
}

char *rebound_unknown_card(const struct rebound_unknown_group *group, guint number)
{
	if (group->phrase == NULL)
		return NULL;
	g_autofree char *name = make_name(group->phrase, number);
	GString *card = g_string_new(NULL);

	g_string_append_printf(card, "rule \"%s\" {\n", name);
	if (group->host != NULL)
		g_string_append_printf(card,
			"    -- host = \"*.%s\", -- take the first dashes away if only they say "
			"so\n",
			group->host);
	g_string_append(card, "    says   = ");
	append_quoted(card, group->phrase);
	g_string_append_printf(card,
		",\n    reason = \"%s\", -- put the right reason here; `rebound explain REASON` "
		"tells "
		"what each means\n    yes    = ",
		rebound_reason_name(group->reason));
	append_quoted(card, group->example);
	g_string_append(card, ",\n}\n");
	return g_string_free(card, FALSE);
}
