/* SPDX-License-Identifier: MIT */
#include "core/store/suppression_set.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/store/database.h"
#include "core/store/forgotten.h"

#define BLOCK_BYTES ((gsize)1024 * 1024)
#define MOST_CAUSES 255
#define ID_BYTES    6

/*
 * Open addressing. A slot is 0 for none, else the upper bits of the hash and, below, where the
 * entry lies: block, and offset in units of two bytes. The hash is keyed anew for each set, so that
 * nobody who picks addresses can pile them up in one place.
 */
#define PLACE_BITS  40
#define PLACE_MASK  ((G_GUINT64_CONSTANT(1) << PLACE_BITS) - 1)
#define OFFSET_BITS 20

struct entry {
	guint16 len; /* of the key */
	guint8 state;
	guint8 cause; /* its number in causes */
	guint8 id[ID_BYTES];
	char key[];
};

struct rebound_suppression_set {
	guint64 *slots;
	guint64 mask;
	guint64 count;
	guint64 seed[2];
	GPtrArray *blocks;
	gsize used;	   /* of the last block */
	GPtrArray *causes; /* char *; the one behind the most stands for all others */
	/* Forgotten addresses: entries by their hash, behind a byte that no key begins with. */
	gboolean hashed;
	guint8 salt[REBOUND_SALT_BYTES];
};

#define HASH_KEY_BYTES (1 + 32)

static guint64 mix(guint64 a, guint64 b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (guint64)product ^ (guint64)(product >> 64);
}

static guint64 hash_key(const struct rebound_suppression_set *set, const char *key, gsize len)
{
	guint64 hash = set->seed[0] ^ len, word = 0;

	for (; len >= sizeof(word); key += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, key, sizeof(word));
		hash = mix(hash ^ word, set->seed[1]);
	}
	word = 0;
	memcpy(&word, key, len);
	return mix(mix(hash ^ word, set->seed[1]), G_GUINT64_CONSTANT(0x9E3779B97F4A7C15));
}

static struct entry *entry_at(const struct rebound_suppression_set *set, guint64 slot)
{
	guint64 place = slot & PLACE_MASK;
	char *block = set->blocks->pdata[(place >> OFFSET_BITS) - 1];

	return (struct entry *)(block + 2 * (place & ((1U << OFFSET_BITS) - 1)));
}

/* The slot of a key, or the empty one where it would go. */
static guint64 *find_slot(
	const struct rebound_suppression_set *set, const char *key, gsize len, guint64 hash)
{
	for (guint64 i = hash;; i++) {
		guint64 *slot = &set->slots[i & set->mask];

		if (*slot == 0)
			return slot;
		if ((*slot ^ hash) >> PLACE_BITS != 0)
			continue;
		const struct entry *entry = entry_at(set, *slot);
		if (entry->len == len && memcmp(entry->key, key, len) == 0)
			return slot;
	}
}

static guint64 add_entry(struct rebound_suppression_set *set, const char *key, gsize len,
	const struct rebound_suppression_mark *mark, guint cause)
{
	gsize size = (sizeof(struct entry) + len + 1) & ~(gsize)1;

	if (set->blocks->len == 0 || set->used + size > BLOCK_BYTES) {
		g_ptr_array_add(set->blocks, g_malloc(BLOCK_BYTES));
		set->used = 0;
	}
	char *block = set->blocks->pdata[set->blocks->len - 1];
	struct entry *entry = (struct entry *)(block + set->used);
	*entry = (struct entry){
		.len = (guint16)len, .state = (guint8)mark->state, .cause = (guint8)cause};
	for (guint i = 0; i < ID_BYTES; i++)
		entry->id[i] = (guint8)((guint64)mark->id >> (8 * i));
	memcpy(entry->key, key, len);
	guint64 place = (guint64)set->blocks->len << OFFSET_BITS | set->used / 2;
	set->used += size;
	set->count++;
	return place;
}

static void add_key(struct rebound_suppression_set *set, const char *key,
	const struct rebound_address_alias *alias, const struct rebound_suppression_mark *mark,
	guint cause)
{
	char mailbox[REBOUND_LIMIT_KEY_BYTES];
	gsize len = g_strlcpy(mailbox, key, sizeof(mailbox));

	if (len >= sizeof(mailbox))
		return;
	if (alias != NULL)
		len = rebound_address_key_unalias(mailbox, len, alias);
	guint64 hash = hash_key(set, mailbox, len);
	guint64 *slot = find_slot(set, mailbox, len, hash);
	if (*slot != 0 && rebound_state_gravity(entry_at(set, *slot)->state) >=
				  rebound_state_gravity(mark->state))
		return;
	*slot = (hash & ~PLACE_MASK) | add_entry(set, mailbox, len, mark, cause);
}

static guint number_of_cause(struct rebound_suppression_set *set, const char *cause)
{
	GPtrArray *causes = set->causes;

	for (guint i = 0; i < causes->len; i++)
		if (strcmp(causes->pdata[i], cause) == 0)
			return i;
	if (causes->len == MOST_CAUSES)
		cause = "other";
	if (causes->len <= MOST_CAUSES)
		g_ptr_array_add(causes, g_strdup(cause));
	return causes->len - 1;
}

static gboolean load_hashes(struct rebound_suppression_set *set, struct rebound_store *store,
	gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_suppression_mark mark = {0};
	gboolean row;

	if (!rebound_forgotten_salt(store, set->salt, &set->hashed, error))
		return FALSE;
	if (!rebound_statement_open(&statement, store,
		    "SELECT hash, state, cause FROM forgotten WHERE until IS NULL OR until > ?",
		    error))
		return FALSE;
	rebound_statement_number(&statement, now);
	for (;;) {
		char key[HASH_KEY_BYTES] = {0};

		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		rebound_statement_get_digest(&statement, (guint8 *)key + 1);
		if (!rebound_state_read(rebound_statement_get_text(&statement), &mark.state))
			continue;
		guint cause = number_of_cause(set, rebound_statement_get_text(&statement));
		guint64 hash = hash_key(set, key, sizeof(key));
		guint64 *slot = find_slot(set, key, sizeof(key), hash);
		*slot = (hash & ~PLACE_MASK) | add_entry(set, key, sizeof(key), &mark, cause);
	}
}

static gboolean load(struct rebound_suppression_set *set, struct rebound_store *store, gint64 now,
	const struct rebound_address_alias *alias, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_suppression_mark mark = {0};
	gboolean row;

	/* In the order of the table, which is read once and whole. */
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, address_key, state, cause FROM suppressions NOT INDEXED"
		    " WHERE ended IS NULL AND (until IS NULL OR until > ?)",
		    error))
		return FALSE;
	rebound_statement_number(&statement, now);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		mark.id = rebound_statement_get_number(&statement);
		const char *key = rebound_statement_get_text(&statement);
		if (rebound_state_read(rebound_statement_get_text(&statement), &mark.state))
			add_key(set, key, alias, &mark,
				number_of_cause(set, rebound_statement_get_text(&statement)));
	}
}

struct rebound_suppression_set *rebound_suppression_set_load(struct rebound_store *store,
	gint64 now, const struct rebound_address_alias *alias, GError **error)
{
	g_autoptr(rebound_suppression_set) set = g_new0(struct rebound_suppression_set, 1);
	gint64 count;

	set->blocks = g_ptr_array_new_with_free_func(g_free);
	set->causes = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < G_N_ELEMENTS(set->seed); i++)
		set->seed[i] = (guint64)g_random_int() << 32U | g_random_int() | 1U;
	/* A transaction, so that no row comes between counting and reading. */
	if (!rebound_store_begin(store, error))
		return NULL;
	gboolean good = rebound_database_number(store,
		"SELECT (SELECT count(*) FROM suppressions WHERE ended IS NULL)"
		" + (SELECT count(*) FROM forgotten)",
		&count, error);
	if (good) {
		guint64 slots = 16;

		while (slots < (guint64)count * 2)
			slots *= 2;
		set->mask = slots - 1;
		set->slots = g_new0(guint64, slots);
		good = load(set, store, now, alias, error) && load_hashes(set, store, now, error);
	}
	rebound_store_rollback(store);
	return good ? g_steal_pointer(&set) : NULL;
}

void rebound_suppression_set_free(struct rebound_suppression_set *set)
{
	if (set == NULL)
		return;
	g_ptr_array_unref(set->blocks);
	g_ptr_array_unref(set->causes);
	g_free(set->slots);
	g_free(set);
}

static guint64 find_hashed(const struct rebound_suppression_set *set, const char *key, gsize len)
{
	char hashed[HASH_KEY_BYTES] = {0};

	rebound_forgotten_digest(set->salt, key, len, (guint8 *)hashed + 1);
	return *find_slot(set, hashed, sizeof(hashed), hash_key(set, hashed, sizeof(hashed)));
}

gboolean rebound_suppression_set_find(const struct rebound_suppression_set *set, const char *key,
	gsize len, struct rebound_suppression_mark *mark)
{
	guint64 slot = *find_slot(set, key, len, hash_key(set, key, len));
	gboolean hashed = slot == 0 && set->hashed;

	if (hashed)
		slot = find_hashed(set, key, len);
	if (slot == 0)
		return FALSE;
	const struct entry *entry = entry_at(set, slot);
	*mark = (struct rebound_suppression_mark){
		.state = entry->state, .cause = set->causes->pdata[entry->cause]};
	for (guint i = 0; i < ID_BYTES; i++)
		mark->id |= (gint64)((guint64)entry->id[i] << (8 * i));
	return TRUE;
}

gboolean rebound_suppression_set_tell(struct rebound_store *store,
	const struct rebound_suppression_mark *mark, struct rebound_arena *arena,
	struct rebound_suppression_words *words, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*words = (struct rebound_suppression_words){0};
	if (mark->id == 0)
		return TRUE;
	if (!rebound_statement_open(&statement, store,
		    "SELECT since, until, why, ifnull(rule_at, rule) FROM suppressions"
		    " WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_number(&statement, mark->id);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	/* It may have been erased since the set was read. */
	if (!row)
		return TRUE;
	words->since = rebound_statement_get_number(&statement);
	words->until = rebound_statement_get_number(&statement);
	words->why = rebound_arena_string(arena, rebound_statement_get_text(&statement));
	words->rule = rebound_arena_string(arena, rebound_statement_get_text(&statement));
	return TRUE;
}
