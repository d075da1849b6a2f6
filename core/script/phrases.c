/* SPDX-License-Identifier: MIT */
#include "core/script/phrases.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/script/phrases_image.h"

/*
 * An Aho-Corasick automaton over the pieces of the phrases (what stands between two gaps). States
 * near the root, where nearly all of a text is spent, have a row with the next state for each byte;
 * deeper ones have a list of children, most often one, and fall back along the failure links. So it
 * is built as fast as a plain trie, and stays small.
 */

#define ROW_DEPTH 2 /* states up to this depth have rows */
#define NONE	  REBOUND_PHRASES_NONE
#define ROOT	  0

/* A node of the trie while phrases are added. */
struct node {
	guint32 child, sibling; /* NONE */
	guint32 pieces;		/* NONE */
	guint8 byte;
};

/* A place that a chain of pieces reached. */
struct place {
	guint32 start, end;
};

/* What a link holds in one search. */
struct link_state {
	guint64 search; /* for which it holds */
	guint32 head, count;
	struct place last; /* the latest that the piece behind could begin after */
	gboolean has_last;
};

struct rebound_phrases {
	struct rebound_arena *arena; /* of folded phrases; NULL for an image */
	GArray *nodes;		     /* struct node, until it is built */
	guint32 starts[256];	     /* the root's children by their byte, 0 for none */
	GArray *pieces;		     /* struct rebound_phrases_piece */
	GArray *links;		     /* struct rebound_phrases_link */
	guint32 place_count, id_count;
	gboolean built;

	/* Tables that this set made itself. */
	struct rebound_phrases_state *states;
	struct rebound_phrases_step *steps;
	guint32 *rows;

	struct rebound_phrases_image image; /* what a search reads */

	/* Scratch memory of a search. */
	guint64 search;
	struct place *places;
	struct link_state *link_states;
	guint64 *id_search; /* by id: for which search id_hit holds */
	guint32 *id_hit;    /* by id: index in the hits */
};

struct rebound_phrases *rebound_phrases_new(void)
{
	struct rebound_phrases *phrases = g_new0(struct rebound_phrases, 1);
	struct node root = {NONE, NONE, NONE, 0};

	phrases->arena = rebound_arena_new();
	phrases->nodes = g_array_new(FALSE, FALSE, sizeof(struct node));
	phrases->pieces = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrases_piece));
	phrases->links = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrases_link));
	g_array_append_val(phrases->nodes, root);
	return phrases;
}

/* Memory for searching with the tables. */
static void make_scratch(struct rebound_phrases *phrases)
{
	phrases->built = TRUE;
	phrases->places = g_new0(struct place, phrases->image.place_count);
	phrases->link_states = g_new0(struct link_state, phrases->image.link_count);
	phrases->id_search = g_new0(guint64, phrases->image.id_count);
	phrases->id_hit = g_new0(guint32, phrases->image.id_count);
}

struct rebound_phrases *rebound_phrases_new_image(const struct rebound_phrases_image *image)
{
	struct rebound_phrases *phrases = g_new0(struct rebound_phrases, 1);

	phrases->image = *image;
	make_scratch(phrases);
	return phrases;
}

const struct rebound_phrases_image *rebound_phrases_get_image(
	const struct rebound_phrases *phrases)
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
	g_clear_pointer(&phrases->pieces, g_array_unref);
	g_clear_pointer(&phrases->links, g_array_unref);
	g_free(phrases->states);
	g_free(phrases->steps);
	g_free(phrases->rows);
	g_free(phrases->places);
	g_free(phrases->link_states);
	g_free(phrases->id_search);
	g_free(phrases->id_hit);
	g_free(phrases);
}

/* ---- adding ---- */

static guint32 find_child(const GArray *nodes, const guint32 *starts, guint32 node, guint8 byte)
{
	guint32 child = g_array_index(nodes, struct node, node).child;

	if (node == ROOT)
		return starts[byte] != 0 ? starts[byte] : NONE;
	while (child != NONE && g_array_index(nodes, struct node, child).byte != byte)
		child = g_array_index(nodes, struct node, child).sibling;
	return child;
}

/* The node of a text; missing ones are made. */
static guint32 add_path(struct rebound_phrases *phrases, const char *text, gsize len)
{
	guint32 node = 0;

	for (gsize i = 0; i < len; i++) {
		guint32 child = find_child(phrases->nodes, phrases->starts, node, (guint8)text[i]);
		if (child == NONE) {
			struct node fresh = {NONE,
				g_array_index(phrases->nodes, struct node, node).child, NONE,
				(guint8)text[i]};
			child = phrases->nodes->len;
			g_array_append_val(phrases->nodes, fresh);
			g_array_index(phrases->nodes, struct node, node).child = child;
			if (node == ROOT)
				phrases->starts[(guint8)text[i]] = child;
		}
		node = child;
	}
	return node;
}

/* A link to the piece of len bytes that is added next. */
static guint32 add_link(struct rebound_phrases *phrases, gsize len)
{
	/* Ends within the piece behind, and one before it. */
	struct rebound_phrases_link link = {phrases->place_count, (guint32)len + 1};

	phrases->place_count += link.capacity;
	g_array_append_val(phrases->links, link);
	return phrases->links->len - 1;
}

static void add_piece(
	struct rebound_phrases *phrases, const char *text, gsize len, struct rebound_phrases_piece piece)
{
	guint32 node = add_path(phrases, text, len);

	piece.len = (guint32)len;
	piece.border_before = piece.border_before && g_ascii_isalnum(text[0]);
	piece.border_after = piece.border_after && g_ascii_isalnum(text[len - 1]);
	piece.next_here = g_array_index(phrases->nodes, struct node, node).pieces;
	g_array_index(phrases->nodes, struct node, node).pieces = phrases->pieces->len;
	g_array_append_val(phrases->pieces, piece);
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
	struct rebound_folded folded = rebound_text_fold(phrases->arena, phrase, strlen(phrase));
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
		struct rebound_phrases_piece piece = {.phrase_id = id, .link = link, .next_link = NONE};
		more = next_piece(folded.text, folded.len, &at, &next_start, &next_end);
		if (more)
			piece.next_link = link = add_link(phrases, next_end - next_start);
		piece.border_before = start == 0 || folded.text[start - 1] != '*';
		piece.border_after = end == folded.len || folded.text[end] != '*';
		add_piece(phrases, folded.text + start, end - start, piece);
		start = next_start;
		end = next_end;
	}
	return TRUE;
}

/* ---- building ---- */

static guint32 find_state_child(const struct rebound_phrases *phrases, guint32 state, guint8 byte)
{
	const struct rebound_phrases_state *from = &phrases->image.states[state];

	for (guint32 i = 0; i < from->child_count; i++)
		if (phrases->image.states[from->children + i].byte == byte)
			return from->children + i;
	return NONE;
}

/* The next state for a byte, from one without a row on along the failure links. */
static guint32 follow(const struct rebound_phrases *phrases, guint32 state, guint8 byte)
{
	while (state >= phrases->image.row_count) {
		const struct rebound_phrases_step *step = &phrases->image.steps[state];
		if (step->count > 0 && step->byte == byte)
			return step->children;
		if (step->count > 1) {
			guint32 child = find_state_child(phrases, state, byte);
			if (child != NONE)
				return child;
		}
		state = step->fail;
	}
	return phrases->image.rows[(gsize)state * phrases->image.class_count + phrases->image.classes[byte]];
}

/* Number the nodes in breadth-first order as states. */
static void number_states(struct rebound_phrases *phrases)
{
	guint32 *nodes = g_new(guint32, phrases->nodes->len);
	guint32 count = 1, depth_end = 1, depth = 0;

	nodes[0] = 0;
	phrases->states = g_new0(struct rebound_phrases_state, phrases->nodes->len);
	phrases->image.states = phrases->states;
	phrases->states[0].pieces = NONE;
	for (guint32 state = 0; state < count; state++) {
		if (state == depth_end) {
			depth++;
			depth_end = count;
		}
		if (depth <= ROW_DEPTH)
			phrases->image.row_count = state + 1;
		guint32 child = g_array_index(phrases->nodes, struct node, nodes[state]).child;
		phrases->states[state].children = count;
		for (; child != NONE;
			child = g_array_index(phrases->nodes, struct node, child).sibling) {
			const struct node *node =
				&g_array_index(phrases->nodes, struct node, child);
			phrases->states[count].byte = node->byte;
			phrases->states[count].pieces = node->pieces;
			phrases->states[state].child_count++;
			nodes[count++] = child;
		}
	}
	phrases->image.state_count = count;
	g_free(nodes);
}

/* Bytes that occur in no phrase are one class. */
static void make_classes(struct rebound_phrases *phrases)
{
	phrases->image.class_count = 1;
	for (guint32 i = 1; i < phrases->image.state_count; i++) {
		guint8 byte = phrases->states[i].byte;
		if (phrases->image.classes[byte] == 0)
			phrases->image.classes[byte] = (guint8)phrases->image.class_count++;
	}
}

/* The row of a state: that of its failure state, with its own children. */
static void fill_row(struct rebound_phrases *phrases, guint32 state)
{
	guint32 *row = phrases->rows + (gsize)state * phrases->image.class_count;
	const struct rebound_phrases_state *from = &phrases->states[state];

	if (state != ROOT)
		memcpy(row, phrases->rows + (gsize)from->fail * phrases->image.class_count,
			phrases->image.class_count * sizeof(*row));
	for (guint32 i = 0; i < from->child_count; i++)
		row[phrases->image.classes[phrases->states[from->children + i].byte]] =
			from->children + i;
}

static void fill_step(struct rebound_phrases *phrases, guint32 state)
{
	const struct rebound_phrases_state *from = &phrases->states[state];

	phrases->steps[state] = (struct rebound_phrases_step){
		.children = from->children,
		.fail = from->fail,
		.count = from->child_count,
		.byte = from->child_count > 0 ? phrases->states[from->children].byte : 0,
		.ends = from->pieces != NONE || from->shorter != ROOT,
	};
}

/* Failure links, rows, and where shorter pieces end, from the root downwards. */
static void link_states(struct rebound_phrases *phrases)
{
	phrases->rows = g_new0(guint32, (gsize)phrases->image.row_count * phrases->image.class_count);
	phrases->steps = g_new0(struct rebound_phrases_step, phrases->image.state_count);
	phrases->image.rows = phrases->rows;
	phrases->image.steps = phrases->steps;
	for (guint32 i = 0; i < phrases->image.state_count; i++) {
		struct rebound_phrases_state *state = &phrases->states[i];
		if (i < phrases->image.row_count)
			fill_row(phrases, i);
		for (guint32 j = 0; j < state->child_count; j++) {
			struct rebound_phrases_state *child = &phrases->states[state->children + j];
			child->fail = i == ROOT ? ROOT : follow(phrases, state->fail, child->byte);
			const struct rebound_phrases_state *fail = &phrases->states[child->fail];
			child->shorter = fail->pieces != NONE ? child->fail : fail->shorter;
			fill_step(phrases, state->children + j);
		}
	}
}

void rebound_phrases_build(struct rebound_phrases *phrases)
{
	g_return_if_fail(!phrases->built);
	number_states(phrases);
	make_classes(phrases);
	link_states(phrases);
	phrases->image.pieces = (const struct rebound_phrases_piece *)(void *)phrases->pieces->data;
	phrases->image.piece_count = phrases->pieces->len;
	phrases->image.links = (const struct rebound_phrases_link *)(void *)phrases->links->data;
	phrases->image.link_count = phrases->links->len;
	phrases->image.place_count = phrases->place_count;
	phrases->image.id_count = phrases->id_count;
	make_scratch(phrases);
	g_array_set_size(phrases->nodes, 0);
}

/* ---- searching ---- */

/* A search under way. */
struct search {
	struct rebound_phrases *phrases;
	const char *text;
	gsize len;
	GArray *hits;
};

static struct link_state *touch_link(struct search *search, guint32 link)
{
	struct link_state *state = &search->phrases->link_states[link];

	if (state->search != search->phrases->search) {
		memset(state, 0, sizeof(*state));
		state->search = search->phrases->search;
	}
	return state;
}

/* Remember that the piece before a gap ends here. */
static void reach(struct search *search, guint32 index, struct place place)
{
	const struct rebound_phrases_link *link = &search->phrases->image.links[index];
	struct link_state *state = touch_link(search, index);

	if (state->count == link->capacity) { /* the oldest is no longer within the piece behind */
		state->last = search->phrases->places[link->first + state->head];
		state->has_last = TRUE;
		state->head = (state->head + 1) % link->capacity;
		state->count--;
	}
	search->phrases->places[link->first + (state->head + state->count) % link->capacity] =
		place;
	state->count++;
}

/* Whether the piece behind a gap may begin at start; *chain is where its phrase began. */
static gboolean bridge(struct search *search, guint32 index, guint32 start, guint32 *chain)
{
	const struct rebound_phrases_link *link = &search->phrases->image.links[index];
	struct link_state *state = touch_link(search, index);

	while (state->count > 0) {
		const struct place *place = &search->phrases->places[link->first + state->head];
		if (place->end > start)
			break;
		state->last = *place;
		state->has_last = TRUE;
		state->head = (state->head + 1) % link->capacity;
		state->count--;
	}
	if (!state->has_last || start - state->last.end > REBOUND_LIMIT_PHRASE_GAP_BYTES)
		return FALSE;
	*chain = state->last.start;
	return TRUE;
}

/* Note a phrase found; of one id the leftmost, of those the longest, counts. */
static void add_hit(struct search *search, guint32 id, guint32 start, guint32 end)
{
	struct rebound_phrases *phrases = search->phrases;

	if (phrases->id_search[id] != phrases->search) {
		struct rebound_phrase_hit hit = {id, start, end};
		phrases->id_search[id] = phrases->search;
		phrases->id_hit[id] = search->hits->len;
		g_array_append_val(search->hits, hit);
		return;
	}
	struct rebound_phrase_hit *hit =
		&g_array_index(search->hits, struct rebound_phrase_hit, phrases->id_hit[id]);
	if (start < hit->start || (start == hit->start && end > hit->end)) {
		hit->start = start;
		hit->end = end;
	}
}

static gboolean is_inside_word(const struct search *search, gsize at)
{
	return at < search->len && g_ascii_isalnum(search->text[at]);
}

/* A piece ends before end. */
static void take_piece(struct search *search, const struct rebound_phrases_piece *piece, guint32 end)
{
	guint32 start = end - piece->len, chain = start;

	if (piece->border_before && start > 0 && is_inside_word(search, start - 1))
		return;
	if (piece->border_after && is_inside_word(search, end))
		return;
	if (piece->link != NONE && !bridge(search, piece->link, start, &chain))
		return;
	if (piece->next_link != NONE)
		reach(search, piece->next_link, (struct place){chain, end});
	else
		add_hit(search, piece->phrase_id, chain, end);
}

/* All pieces that end in a state, and in those on its failure path. */
static void take_pieces(struct search *search, guint32 state, guint32 end)
{
	const struct rebound_phrases *phrases = search->phrases;

	if (phrases->image.states[state].pieces == NONE)
		state = phrases->image.states[state].shorter;
	for (; state != ROOT; state = phrases->image.states[state].shorter) {
		guint32 piece = phrases->image.states[state].pieces;
		while (piece != NONE) {
			const struct rebound_phrases_piece *found =
				&phrases->image.pieces[piece];
			take_piece(search, found, end);
			piece = found->next_here;
		}
	}
}

static gint compare_hits(gconstpointer a, gconstpointer b)
{
	const struct rebound_phrase_hit *left = a, *right = b;

	return left->id < right->id ? -1 : left->id > right->id;
}

void rebound_phrases_search(
	const struct rebound_phrases *phrases, const char *text, gsize len, GArray *hits)
{
	g_return_if_fail(phrases->built);
	/* Only the scratch memory is written to. */
	struct search search = {(struct rebound_phrases *)phrases, text, len, hits};
	guint32 state = ROOT;

	g_array_set_size(hits, 0);
	if (phrases->image.piece_count == 0)
		return;
	search.phrases->search++;
	for (gsize i = 0; i < len; i++) {
		state = follow(phrases, state, (guint8)text[i]);
		if (phrases->image.steps[state].ends)
			take_pieces(&search, state, (guint32)i + 1);
	}
	if (hits->len > 1)
		g_array_sort(hits, compare_hits);
}
