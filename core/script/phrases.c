/* SPDX-License-Identifier: MIT */
#include "core/script/phrases.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/script/phrases_private.h"
#include "core/script/phrases_starts.h"

/*
 * Tries over the pieces of the phrases (what stands between two gaps), one for all that share their
 * first bytes. A search goes down from each place where a piece can begin; few words of a text
 * begin one. Nodes with one child are joined, and pieces lie within their node, so that a search
 * touches little memory.
 */

#define NONE G_MAXUINT32

#define TRIE_BYTES 4096 /* to begin with */

/* A node of a trie while phrases are added; the first two are the roots of short pieces. */
struct node {
	guint32 child, sibling; /* NONE */
	guint32 pieces;		/* NONE */
	guint8 byte;
};

/* A piece of a phrase, text without a gap, while phrases are added. */
struct piece {
	guint32 phrase_id;
	guint32 link;	   /* of the gap before it, or NONE: it begins a phrase */
	guint32 next_link; /* of the gap behind it, or NONE: it ends a phrase */
	guint32 next_here; /* another that ends in the same node, or NONE */
	gboolean border_after;
	gboolean fresh, whole; /* begins, or ends, a word of Cyrillic or Greek */
};

/* Where a node is to be written, and where its place is to be noted. */
struct waiting {
	guint32 node, note;
};

static const struct node no_node = {NONE, NONE, NONE, 0};

struct rebound_phrases *rebound_phrases_new(void)
{
	struct rebound_phrases *phrases = g_new0(struct rebound_phrases, 1);

	phrases->arena = rebound_arena_new();
	phrases->nodes = g_array_new(FALSE, FALSE, sizeof(struct node));
	phrases->chains = g_hash_table_new(g_str_hash, g_str_equal);
	phrases->keys = g_hash_table_new(NULL, NULL);
	phrases->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	phrases->links = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrases_link));
	g_array_append_val(phrases->nodes, no_node);
	g_array_append_val(phrases->nodes, no_node);
	return phrases;
}

struct rebound_phrases *rebound_phrases_new_bordered(void)
{
	struct rebound_phrases *phrases = rebound_phrases_new();

	phrases->bordered = TRUE;
	return phrases;
}

struct rebound_phrases *rebound_phrases_new_image(const struct rebound_phrases_image *image)
{
	struct rebound_phrases *phrases = g_new0(struct rebound_phrases, 1);

	phrases->image = *image;
	phrases->built = TRUE;
	return phrases;
}

const struct rebound_phrases_image *rebound_phrases_get_image(const struct rebound_phrases *phrases)
{
	g_return_val_if_fail(phrases->built, NULL);
	return &phrases->image;
}

void rebound_phrases_free(struct rebound_phrases *phrases)
{
	if (!phrases)
		return;
	rebound_arena_free(phrases->arena);
	g_clear_pointer(&phrases->nodes, g_array_unref);
	g_clear_pointer(&phrases->chains, g_hash_table_unref);
	g_clear_pointer(&phrases->keys, g_hash_table_unref);
	if (phrases->trie)
		g_string_free(phrases->trie, TRUE);
	g_clear_pointer(&phrases->pieces, g_array_unref);
	g_clear_pointer(&phrases->links, g_array_unref);
	g_free(phrases->slots);
	g_free(phrases->start_bits);
	g_free(phrases);
}

/* ---- adding ---- */

static struct node *get_node(const struct rebound_phrases *phrases, guint32 node)
{
	return &g_array_index(phrases->nodes, struct node, node);
}

static guint32 find_child(const struct rebound_phrases *phrases, guint32 node, guint8 byte)
{
	guint32 child = get_node(phrases, node)->child;

	while (child != NONE && get_node(phrases, child)->byte != byte)
		child = get_node(phrases, child)->sibling;
	return child;
}

static guint32 add_child(struct rebound_phrases *phrases, guint32 node, guint8 byte)
{
	struct node fresh = {NONE, get_node(phrases, node)->child, NONE, byte};
	guint32 child = phrases->nodes->len;

	g_array_append_val(phrases->nodes, fresh);
	get_node(phrases, node)->child = child;
	return child;
}

/* The node of a text below another; missing ones are made. */
static guint32 add_path(struct rebound_phrases *phrases, guint32 node, const char *text, gsize len)
{
	for (gsize i = 0; i < len; i++) {
		guint32 child = find_child(phrases, node, (guint8)text[i]);

		node = child != NONE ? child : add_child(phrases, node, (guint8)text[i]);
	}
	return node;
}

/* The node of a key, which may be new. */
static guint32 add_key(struct rebound_phrases *phrases, guint32 key)
{
	gpointer known = g_hash_table_lookup(phrases->keys, GUINT_TO_POINTER(key));

	if (known != NULL)
		return GPOINTER_TO_UINT(known);
	g_array_append_val(phrases->nodes, no_node);
	g_hash_table_insert(
		phrases->keys, GUINT_TO_POINTER(key), GUINT_TO_POINTER(phrases->nodes->len - 1));
	return phrases->nodes->len - 1;
}

static guint32 add_text(struct rebound_phrases *phrases, const char *text, gsize len,
	gboolean begins_word, gboolean border_after)
{
	char bytes[REBOUND_PHRASES_KEY_BYTES] = {0};
	guint8 *first = &phrases->image.firsts[(guint8)text[0]];
	gboolean word = g_ascii_isalnum(text[0]);
	guint count = 0;

	while (count < MIN(len, sizeof(bytes)) && (!word || g_ascii_isalnum(text[count]))) {
		bytes[count] = text[count];
		count++;
	}
	phrases->image.within_words |= word && !begins_word;
	phrases->image.with_symbols |= !word && (guint8)text[0] < 0x80;
	/* Of a key of one byte the second one is what ends its word. */
	phrases->image.seconds[begins_word ? 1 : 0][(guint8)text[0]] |=
		count > 1 ? 1U << ((guint8)text[1] & 31) : G_MAXUINT32;
	/* What comes behind a short one is known only where its word must end. */
	if (count == len && count < sizeof(bytes) && !(word && border_after)) {
		*first |= (guint8)(REBOUND_PHRASES_FIRST_SHORT << begins_word);
		return add_path(phrases, begins_word ? 1 : 0, text, len);
	}
	*first |= (guint8)(REBOUND_PHRASES_FIRST_KEY << begins_word);
	return add_path(phrases, add_key(phrases, rebound_phrases_key(bytes, count, begins_word)),
		text + count, len - count);
}

static void add_piece_at(struct rebound_phrases *phrases, guint32 node, struct piece piece)
{
	piece.next_here = get_node(phrases, node)->pieces;
	get_node(phrases, node)->pieces = phrases->pieces->len;
	g_array_append_val(phrases->pieces, piece);
}

/* One that may begin within a word is added for both. */
static void add_piece(struct rebound_phrases *phrases, const char *text, gsize len,
	gboolean border_before, struct piece piece)
{
	gboolean word = g_ascii_isalnum(text[0]);

	piece.fresh = phrases->bordered && border_before && rebound_phrases_begins_letter(text[0]);
	piece.whole = phrases->bordered && piece.border_after && len > 1 &&
		      rebound_phrases_begins_letter(text[len - 2]);
	piece.border_after = piece.border_after && g_ascii_isalnum(text[len - 1]);
	add_piece_at(phrases, add_text(phrases, text, len, word, piece.border_after), piece);
	if (!border_before && word)
		add_piece_at(
			phrases, add_text(phrases, text, len, FALSE, piece.border_after), piece);
}

/*
 * The link behind a piece that does not end its phrase. Phrases that are the same up to there share
 * the link and the piece.
 */
static guint32 add_linked_piece(struct rebound_phrases *phrases, const char *text, gsize len,
	gboolean border_before, struct piece piece)
{
	char *chain = rebound_arena_printf(phrases->arena, "%u %d %d %.*s", piece.link,
		border_before, piece.border_after, (int)len, text);
	gpointer known;

	if (g_hash_table_lookup_extended(phrases->chains, chain, NULL, &known))
		return GPOINTER_TO_UINT(known);
	/* All that begin within the last one, and one before. */
	struct rebound_phrases_link link = {phrases->place_count, (guint32)len + 1};

	phrases->place_count += link.capacity;
	piece.next_link = phrases->links->len;
	g_array_append_val(phrases->links, link);
	g_hash_table_insert(phrases->chains, chain, GUINT_TO_POINTER(piece.next_link));
	add_piece(phrases, text, len, border_before, piece);
	return piece.next_link;
}

/* The next piece of a folded phrase at *at; FALSE at the end. Space beside a gap is cut. */
static gboolean next_piece(const char *phrase, gsize len, gsize *at, gsize *start, gsize *end)
{
	while (*at < len && (phrase[*at] == '*' || phrase[*at] == ' '))
		(*at)++;
	*start = *at;
	while (*at < len && phrase[*at] != '*')
		(*at)++;
	*end = *at;
	while (*end > *start && phrase[*end - 1] == ' ')
		(*end)--;
	return *end > *start;
}

static gsize measure_longest_piece(const char *phrase, gsize len)
{
	gsize at = 0, start, end, longest = 0;

	while (next_piece(phrase, len, &at, &start, &end))
		longest = MAX(longest, (gsize)g_utf8_strlen(phrase + start, (gssize)(end - start)));
	return longest;
}

gboolean rebound_phrases_add(
	struct rebound_phrases *phrases, const char *phrase, guint id, GError **error)
{
	g_return_val_if_fail(!phrases->built, FALSE);
	struct rebound_folded folded = {.offsets = NULL};
	folded.text =
		(char *)rebound_text_fold_only(phrases->arena, phrase, strlen(phrase), &folded.len);
	guint32 link = NONE;
	gsize at = 0, start, end, next_start, next_end;

	if (measure_longest_piece(folded.text, folded.len) < 2) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"the phrase '%s' is too short: it needs at least two characters in a row",
			phrase);
		return FALSE;
	}
	phrases->id_count = MAX(phrases->id_count, id + 1);
	gboolean more = next_piece(folded.text, folded.len, &at, &start, &end);
	while (more) {
		struct piece piece = {.phrase_id = id, .link = link, .next_link = NONE};
		more = next_piece(folded.text, folded.len, &at, &next_start, &next_end);
		gboolean border_before = start == 0 || folded.text[start - 1] != '*';
		piece.border_after = end == folded.len || folded.text[end] != '*';
		if (more)
			link = add_linked_piece(
				phrases, folded.text + start, end - start, border_before, piece);
		else
			add_piece(phrases, folded.text + start, end - start, border_before, piece);
		start = next_start;
		end = next_end;
	}
	return TRUE;
}

/* ---- building ---- */

static void write_number(GString *to, guint32 number)
{
	for (guint i = 0; i < sizeof(number); i++)
		g_string_append_c(to, (char)(number >> 8 * i));
}

static void write_number_at(GString *to, guint32 at, guint32 number)
{
	guint32 bytes = GUINT32_TO_LE(number);

	memcpy(to->str + at, &bytes, sizeof(bytes));
}

/* What ends in a node, the latest first. */
static void write_pieces(const struct rebound_phrases *phrases, GString *to, guint32 next)
{
	while (next != NONE) {
		const struct piece *piece = &g_array_index(phrases->pieces, struct piece, next);
		guint8 bits = 0;

		next = piece->next_here;
		bits |= next == NONE ? REBOUND_PHRASES_PIECE_LAST : 0;
		bits |= piece->border_after ? REBOUND_PHRASES_PIECE_BORDER : 0;
		bits |= piece->link != NONE ? REBOUND_PHRASES_PIECE_LINK : 0;
		bits |= piece->next_link != NONE ? REBOUND_PHRASES_PIECE_NEXT : 0;
		bits |= piece->fresh ? REBOUND_PHRASES_PIECE_FRESH : 0;
		bits |= piece->whole ? REBOUND_PHRASES_PIECE_WHOLE : 0;
		g_string_append_c(to, (char)bits);
		write_number(to, piece->next_link != NONE ? piece->next_link : piece->phrase_id);
		if (piece->link != NONE)
			write_number(to, piece->link);
	}
}

/* Write a node with those below it that are its only children; returns the last of them. */
static guint32 write_head(const struct rebound_phrases *phrases, guint32 node, GString *trie)
{
	guint32 at = (guint32)trie->len, children = 0;

	for (guint i = 0; i < REBOUND_PHRASES_NODE_HEAD; i++)
		g_string_append_c(trie, 0);
	for (;;) {
		const struct node *top = get_node(phrases, node);
		if (top->pieces != NONE || top->child == NONE ||
			get_node(phrases, top->child)->sibling != NONE ||
			trie->len - at == G_MAXUINT8)
			break;
		node = top->child;
		g_string_append_c(trie, (char)get_node(phrases, node)->byte);
	}
	for (guint32 child = get_node(phrases, node)->child; child != NONE;
		child = get_node(phrases, child)->sibling)
		children++;
	trie->str[at + REBOUND_PHRASES_NODE_LEN] =
		(char)(trie->len - at - REBOUND_PHRASES_NODE_HEAD);
	trie->str[at + REBOUND_PHRASES_NODE_CHILDREN] = (char)children;
	trie->str[at + REBOUND_PHRASES_NODE_ENDS] = get_node(phrases, node)->pieces != NONE;
	write_pieces(phrases, trie, get_node(phrases, node)->pieces);
	return node;
}

/* Write a node and all below it, depth first; returns its place. The list of those that wait is
 * empty before and after. */
static guint32 write_tree(
	const struct rebound_phrases *phrases, guint32 node, GString *trie, GArray *waiting)
{
	struct waiting next = {node, NONE};
	guint32 place = (guint32)trie->len;

	g_array_append_val(waiting, next);
	while (waiting->len > 0) {
		next = g_array_index(waiting, struct waiting, waiting->len - 1);
		g_array_set_size(waiting, waiting->len - 1);
		if (next.note != NONE)
			write_number_at(trie, next.note, (guint32)trie->len);
		guint32 first = get_node(phrases, write_head(phrases, next.node, trie))->child;
		for (guint32 child = first; child != NONE;
			child = get_node(phrases, child)->sibling)
			g_string_append_c(trie, (char)get_node(phrases, child)->byte);
		for (guint32 child = first; child != NONE;
			child = get_node(phrases, child)->sibling) {
			struct waiting below = {child, (guint32)trie->len};
			write_number(trie, 0);
			g_array_append_val(waiting, below);
		}
	}
	return place;
}

/* The pieces that are too short for a key. */
static void write_short_pieces(struct rebound_phrases *phrases, GArray *waiting)
{
	for (guint32 root = 0; root < 2; root++) {
		guint32 child = get_node(phrases, root)->child;
		for (; child != NONE; child = get_node(phrases, child)->sibling)
			phrases->image.short_nodes[root][get_node(phrases, child)->byte] =
				write_tree(phrases, child, phrases->trie, waiting);
	}
}

static int compare_keys(gconstpointer a, gconstpointer b)
{
	guint left = *(const guint *)a, right = *(const guint *)b;

	return (left > right) - (left < right);
}

/* The keys in order, so that the tables are the same each time. */
static GArray *sort_keys(const struct rebound_phrases *phrases)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(guint));
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, phrases->keys);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		guint number = GPOINTER_TO_UINT(key);
		g_array_append_val(keys, number);
	}
	g_array_sort(keys, compare_keys);
	return keys;
}

/* Write what begins with each key, and how it is found. */
static void write_keys(struct rebound_phrases *phrases, GArray *waiting)
{
	struct rebound_phrases_image *image = &phrases->image;
	g_autoptr(GArray) keys = sort_keys(phrases);

	image->slot_count = 64;
	while (image->slot_count < keys->len * 2)
		image->slot_count *= 2;
	/* So many bits that few of a text's words find one that belongs to another key. */
	image->start_bytes = image->slot_count;
	phrases->slots = g_new0(struct rebound_phrases_slot, image->slot_count);
	phrases->start_bits = g_malloc0(image->start_bytes);
	for (guint i = 0; i < keys->len; i++) {
		guint key = g_array_index(keys, guint, i);
		gpointer node = g_hash_table_lookup(phrases->keys, GUINT_TO_POINTER(key));
		guint32 hash = rebound_phrases_hash(key), bit = hash % (image->start_bytes * 8);
		guint32 slot = hash % image->slot_count;

		while (phrases->slots[slot].node != 0)
			slot = (slot + 1) % image->slot_count;
		phrases->slots[slot].key = key;
		phrases->slots[slot].node =
			write_tree(phrases, GPOINTER_TO_UINT(node), phrases->trie, waiting);
		const char *written = phrases->trie->str + phrases->slots[slot].node;
		if (written[REBOUND_PHRASES_NODE_LEN] != 0)
			phrases->slots[slot].next = (guint8)written[REBOUND_PHRASES_NODE_HEAD];
		phrases->start_bits[bit / 8] |= (guint8)(1U << bit % 8);
	}
	image->slots = phrases->slots;
	image->start_bits = phrases->start_bits;
}

/* Of what begins within a word or with a symbol, the first bytes, where they are few. */
static void find_extras(struct rebound_phrases_image *image)
{
	const guint8 bits = REBOUND_PHRASES_FIRST_KEY | REBOUND_PHRASES_FIRST_SHORT;
	guint8 extras[REBOUND_PHRASES_EXTRAS];
	guint count = 0;

	for (guint byte = 0; byte < 0x80; byte++) {
		if ((image->firsts[byte] & bits) == 0)
			continue;
		if (count == REBOUND_PHRASES_EXTRAS)
			return;
		extras[count++] = (guint8)byte;
	}
	memcpy(image->extras, extras, count);
	image->extra_count = (guint8)count;
	image->within_words = image->with_symbols = FALSE;
}

void rebound_phrases_build(struct rebound_phrases *phrases)
{
	struct rebound_phrases_image *image = &phrases->image;
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting));

	g_return_if_fail(!phrases->built);
	phrases->trie = g_string_sized_new(TRIE_BYTES);
	g_string_append_c(phrases->trie, 0); /* place 0 is none */
	write_short_pieces(phrases, waiting);
	write_keys(phrases, waiting);
	find_extras(image);
	image->trie = (const guint8 *)phrases->trie->str;
	image->trie_len = (guint32)phrases->trie->len;
	image->links = (const struct rebound_phrases_link *)(void *)phrases->links->data;
	image->link_count = phrases->links->len;
	image->place_count = phrases->place_count;
	image->id_count = phrases->id_count;
	phrases->built = TRUE;
	g_clear_pointer(&phrases->nodes, g_array_unref);
	g_clear_pointer(&phrases->chains, g_hash_table_unref);
	g_clear_pointer(&phrases->keys, g_hash_table_unref);
	g_clear_pointer(&phrases->pieces, g_array_unref);
	g_clear_pointer(&phrases->arena, rebound_arena_free);
}
