/* SPDX-License-Identifier: MIT */
#include "core/script/phrases.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/script/phrases_image.h"

/*
 * An Aho-Corasick automaton over the pieces of the phrases (what stands between two gaps). Its
 * symbols are bytes, and letters and digits that begin a word are symbols of their own: most pieces
 * begin with such a one, so that within a word that begins none the search stays near the root.
 * States there have a row with the next state for each symbol; deeper ones have a list of children,
 * most often one, and fall back along the failure links. So it is built as fast as a plain trie,
 * and stays small.
 */

#define ROW_DEPTH 2 /* states up to this depth have rows, if their children have small numbers */
#define NONE	  REBOUND_PHRASES_NONE
#define ROOT	  0

/* A node of the trie while phrases are added. */
struct node {
	guint32 child, sibling; /* NONE */
	guint32 pieces;		/* NONE */
	guint8 symbol;
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
	guint32 starts[256];	     /* the root's children by their symbol, 0 for none */
	GArray *pieces;		     /* struct rebound_phrases_piece */
	GArray *links;		     /* struct rebound_phrases_link */
	guint32 place_count, id_count;
	gboolean built;

	/* Tables that this set made itself. */
	struct rebound_phrases_state *states;
	struct rebound_phrases_step *steps;
	guint16 *rows;
	guint8 *ends;

	struct rebound_phrases_image image; /* what a search reads */

	/* Scratch memory of a search. */
	guint64 search;
	struct place *places;
	struct link_state *link_states;
	guint64 *id_search; /* by id: for which search id_hit holds */
	guint32 *id_hit;    /* by id: index in what was found */
	struct rebound_phrase_hit *found;
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
	phrases->found = g_new0(struct rebound_phrase_hit, phrases->image.id_count);
}

struct rebound_phrases *rebound_phrases_new_image(const struct rebound_phrases_image *image)
{
	struct rebound_phrases *phrases = g_new0(struct rebound_phrases, 1);

	phrases->image = *image;
	make_scratch(phrases);
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
	g_clear_pointer(&phrases->pieces, g_array_unref);
	g_clear_pointer(&phrases->links, g_array_unref);
	g_free(phrases->states);
	g_free(phrases->steps);
	g_free(phrases->rows);
	g_free(phrases->ends);
	g_free(phrases->places);
	g_free(phrases->link_states);
	g_free(phrases->id_search);
	g_free(phrases->id_hit);
	g_free(phrases->found);
	g_free(phrases);
}

/* ---- adding ---- */

/* Phrases are folded, so capitals and control bytes are free to stand for what begins a word. */
static guint8 make_symbol(char c, gboolean begins_word)
{
	if (!begins_word)
		return (guint8)c;
	return (guint8)(g_ascii_isdigit(c) ? c - '0' + 1 : g_ascii_toupper(c));
}

static guint32 find_child(const GArray *nodes, const guint32 *starts, guint32 node, guint8 symbol)
{
	guint32 child = g_array_index(nodes, struct node, node).child;

	if (node == ROOT)
		return starts[symbol] != 0 ? starts[symbol] : NONE;
	while (child != NONE && g_array_index(nodes, struct node, child).symbol != symbol)
		child = g_array_index(nodes, struct node, child).sibling;
	return child;
}

static guint32 add_child(struct rebound_phrases *phrases, guint32 node, guint8 symbol)
{
	struct node fresh = {
		NONE, g_array_index(phrases->nodes, struct node, node).child, NONE, symbol};
	guint32 child = phrases->nodes->len;

	g_array_append_val(phrases->nodes, fresh);
	g_array_index(phrases->nodes, struct node, node).child = child;
	if (node == ROOT)
		phrases->starts[symbol] = child;
	return child;
}

/* The node of a text, which begins a word or not; missing ones are made. */
static guint32 add_path(
	struct rebound_phrases *phrases, const char *text, gsize len, gboolean begins_word)
{
	guint32 node = ROOT;

	for (gsize i = 0; i < len; i++) {
		gboolean first = i == 0 ? begins_word : !g_ascii_isalnum(text[i - 1]);
		guint8 symbol = make_symbol(text[i], first && g_ascii_isalnum(text[i]));
		guint32 child = find_child(phrases->nodes, phrases->starts, node, symbol);

		node = child != NONE ? child : add_child(phrases, node, symbol);
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

static void add_piece_at(
	struct rebound_phrases *phrases, guint32 node, struct rebound_phrases_piece piece)
{
	piece.next_here = g_array_index(phrases->nodes, struct node, node).pieces;
	g_array_index(phrases->nodes, struct node, node).pieces = phrases->pieces->len;
	g_array_append_val(phrases->pieces, piece);
}

/* One that may begin within a word is added for both. */
static void add_piece(struct rebound_phrases *phrases, const char *text, gsize len,
	gboolean border_before, struct rebound_phrases_piece piece)
{
	piece.len = (guint32)len;
	piece.border_after = piece.border_after && g_ascii_isalnum(text[len - 1]);
	add_piece_at(phrases, add_path(phrases, text, len, TRUE), piece);
	if (!border_before && g_ascii_isalnum(text[0]))
		add_piece_at(phrases, add_path(phrases, text, len, FALSE), piece);
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
		struct rebound_phrases_piece piece = {
			.phrase_id = id, .link = link, .next_link = NONE};
		more = next_piece(folded.text, folded.len, &at, &next_start, &next_end);
		if (more)
			piece.next_link = link = add_link(phrases, next_end - next_start);
		gboolean border_before = start == 0 || folded.text[start - 1] != '*';
		piece.border_after = end == folded.len || folded.text[end] != '*';
		add_piece(phrases, folded.text + start, end - start, border_before, piece);
		start = next_start;
		end = next_end;
	}
	return TRUE;
}

/* ---- building ---- */

static guint32 find_state_child(
	const struct rebound_phrases_image *image, guint32 state, guint8 class)
{
	const struct rebound_phrases_state *from = &image->states[state];

	for (guint32 i = 0; i < from->child_count; i++)
		if (image->states[from->children + i].class == class)
			return from->children + i;
	return NONE;
}

/* The next state for a symbol, from one without a row on along the failure links. */
static inline guint32 follow(const struct rebound_phrases_image *image, guint32 state, guint8 class)
{
	while (state >= image->row_count) {
		const struct rebound_phrases_step *step = &image->steps[state];
		if (step->count > 0 && step->class == class)
			return step->children;
		if (step->count > 1) {
			guint32 child = find_state_child(image, state, class);
			if (child != NONE)
				return child;
		}
		state = step->fail;
	}
	return image->rows[((gsize)state << image->row_shift) + class];
}

/* Symbols that occur in no phrase are one class. */
static void make_classes(struct rebound_phrases *phrases, guint8 classes[256])
{
	/* What texts have most of stands first, so that it shares a line of the cache in each row.
	 */
	static const char often[] = " etaoinsrhldcumfpgwybvkxjqz.-EAISRTNMUDCPBLFHOGWYVKXJQZ";
	struct rebound_phrases_image *image = &phrases->image;
	gboolean used[256] = {FALSE};
	guint count = 1;

	for (guint i = 1; i < phrases->nodes->len; i++)
		used[g_array_index(phrases->nodes, struct node, i).symbol] = TRUE;
	for (guint i = 0; i < strlen(often) + G_N_ELEMENTS(used); i++) {
		guint symbol = i < strlen(often) ? (guint8)often[i] : i - strlen(often);

		if (used[symbol] && classes[symbol] == 0)
			classes[symbol] = (guint8)count++;
	}
	while (1U << image->row_shift < count)
		image->row_shift++;
	for (guint byte = 0; byte < 256; byte++) {
		gboolean free_symbol = byte < ' ' || g_ascii_isupper((char)byte);
		image->classes[0][byte] = free_symbol ? 0 : classes[byte];
		if (g_ascii_isalnum((char)byte) && !free_symbol)
			image->classes[1][byte] = classes[make_symbol((char)byte, TRUE)];
	}
}

/* Number the children of a state, next to each other. */
static void number_children(
	struct rebound_phrases *phrases, guint32 *nodes, guint32 state, const guint8 classes[256])
{
	struct rebound_phrases_state *states = phrases->states;
	guint32 *count = &phrases->image.state_count;
	guint32 child = g_array_index(phrases->nodes, struct node, nodes[state]).child;

	states[state].children = *count;
	for (; child != NONE; child = g_array_index(phrases->nodes, struct node, child).sibling) {
		const struct node *node = &g_array_index(phrases->nodes, struct node, child);

		states[*count].class = classes[node->symbol];
		states[*count].pieces = node->pieces;
		states[state].child_count++;
		nodes[(*count)++] = child;
	}
}

/*
 * Number the nodes as states: those with rows in breadth-first order, then below each of them depth
 * first, so that what a search walks along lies together in memory.
 */
static void number_states(struct rebound_phrases *phrases)
{
	guint32 *nodes = g_new(guint32, phrases->nodes->len);
	struct rebound_phrases_image *image = &phrases->image;
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 depth_end = 1, depth = 0, state = 0;
	guint8 classes[256] = {0};

	make_classes(phrases, classes);
	nodes[0] = 0;
	image->state_count = 1;
	image->states = phrases->states = g_new0(struct rebound_phrases_state, phrases->nodes->len);
	phrases->states[0].pieces = NONE;
	for (; state < image->state_count && depth <= ROW_DEPTH; state++) {
		number_children(phrases, nodes, state, classes);
		/* A failure state has a smaller number, so its row can be stored where this one's
		 * can. */
		if (image->state_count <= G_MAXUINT16)
			image->row_count = state + 1;
		if (state + 1 == depth_end) {
			depth++;
			depth_end = image->state_count;
		}
	}
	for (guint32 last = image->state_count; last > state; last--) {
		guint32 below = last - 1;
		g_array_append_val(waiting, below);
	}
	while (waiting->len > 0) {
		guint32 next = g_array_index(waiting, guint32, waiting->len - 1);

		g_array_set_size(waiting, waiting->len - 1);
		number_children(phrases, nodes, next, classes);
		for (guint32 i = phrases->states[next].child_count; i > 0; i--) {
			guint32 child = phrases->states[next].children + i - 1;
			g_array_append_val(waiting, child);
		}
	}
	g_free(nodes);
}

/* Pieces in the order of their states: what ends in one place lies together. */
static void sort_pieces(struct rebound_phrases *phrases)
{
	GArray *sorted = g_array_sized_new(
		FALSE, FALSE, sizeof(struct rebound_phrases_piece), phrases->pieces->len);

	for (guint32 i = 0; i < phrases->image.state_count; i++) {
		guint32 next = phrases->states[i].pieces;

		if (next != NONE)
			phrases->states[i].pieces = sorted->len;
		while (next != NONE) {
			struct rebound_phrases_piece piece =
				g_array_index(phrases->pieces, struct rebound_phrases_piece, next);

			next = piece.next_here;
			piece.next_here = next != NONE ? sorted->len + 1 : NONE;
			g_array_append_val(sorted, piece);
		}
	}
	g_array_unref(phrases->pieces);
	phrases->pieces = sorted;
}

/* The row of a state: that of its failure state, with its own children. */
static void fill_row(struct rebound_phrases *phrases, guint32 state)
{
	const struct rebound_phrases_image *image = &phrases->image;
	guint16 *row = phrases->rows + ((gsize)state << image->row_shift);
	const struct rebound_phrases_state *from = &phrases->states[state];

	if (state != ROOT)
		memcpy(row, phrases->rows + ((gsize)from->fail << image->row_shift),
			sizeof(*row) << image->row_shift);
	for (guint32 i = 0; i < from->child_count; i++)
		row[phrases->states[from->children + i].class] = (guint16)(from->children + i);
}

static void fill_step(struct rebound_phrases *phrases, guint32 state)
{
	const struct rebound_phrases_state *from = &phrases->states[state];

	phrases->steps[state] = (struct rebound_phrases_step){
		.children = from->children,
		.fail = from->fail,
		.count = from->child_count,
		.class = from->child_count > 0 ? phrases->states[from->children].class : 0,
	};
	if (from->pieces != NONE || from->shorter != ROOT)
		phrases->ends[state / 8] |= (guint8)(1U << state % 8);
}

/* What the children of a state fall back to. */
static void link_children(struct rebound_phrases *phrases, guint32 number)
{
	const struct rebound_phrases_state *state = &phrases->states[number];

	for (guint32 i = 0; i < state->child_count; i++) {
		struct rebound_phrases_state *child = &phrases->states[state->children + i];

		child->fail =
			number == ROOT ? ROOT : follow(&phrases->image, state->fail, child->class);
		const struct rebound_phrases_state *fail = &phrases->states[child->fail];
		child->shorter = fail->pieces != NONE ? child->fail : fail->shorter;
		fill_step(phrases, state->children + i);
	}
}

/* Failure links, rows, and where shorter pieces end, from the root downwards: a state falls back to
 * one that is nearer to the root. */
static void link_states(struct rebound_phrases *phrases)
{
	struct rebound_phrases_image *image = &phrases->image;
	guint32 *queue = g_new(guint32, image->state_count);
	guint32 queued = 1;

	image->rows = phrases->rows = g_new0(guint16, (gsize)image->row_count << image->row_shift);
	image->steps = phrases->steps = g_new0(struct rebound_phrases_step, image->state_count);
	image->ends = phrases->ends = g_new0(guint8, image->state_count / 8 + 1);
	queue[0] = ROOT;
	for (guint32 i = 0; i < queued; i++) {
		const struct rebound_phrases_state *state = &phrases->states[queue[i]];

		if (queue[i] < image->row_count)
			fill_row(phrases, queue[i]);
		link_children(phrases, queue[i]);
		for (guint32 j = 0; j < state->child_count; j++)
			queue[queued++] = state->children + j;
	}
	g_free(queue);
}

void rebound_phrases_build(struct rebound_phrases *phrases)
{
	g_return_if_fail(!phrases->built);
	number_states(phrases);
	sort_pieces(phrases);
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
	guint32 found; /* ids, in the set's list */
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
	struct link_state *state = &search->phrases->link_states[index];

	if (state->search != search->phrases->search)
		return FALSE; /* the piece before it was not found */
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
		phrases->id_search[id] = phrases->search;
		phrases->id_hit[id] = search->found;
		phrases->found[search->found++] = (struct rebound_phrase_hit){id, start, end};
		return;
	}
	struct rebound_phrase_hit *hit = &phrases->found[phrases->id_hit[id]];
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
static void take_piece(
	struct search *search, const struct rebound_phrases_piece *piece, guint32 end)
{
	guint32 start = end - piece->len, chain = start;

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
			const struct rebound_phrases_piece *found = &phrases->image.pieces[piece];
			take_piece(search, found, end);
			piece = found->next_here;
		}
	}
}

/* ASCII letters and digits. */
static const guint8 word_bytes[256] = {
	['0'] = 1,
	['1'] = 1,
	['2'] = 1,
	['3'] = 1,
	['4'] = 1,
	['5'] = 1,
	['6'] = 1,
	['7'] = 1,
	['8'] = 1,
	['9'] = 1,
	['A'] = 1,
	['B'] = 1,
	['C'] = 1,
	['D'] = 1,
	['E'] = 1,
	['F'] = 1,
	['G'] = 1,
	['H'] = 1,
	['I'] = 1,
	['J'] = 1,
	['K'] = 1,
	['L'] = 1,
	['M'] = 1,
	['N'] = 1,
	['O'] = 1,
	['P'] = 1,
	['Q'] = 1,
	['R'] = 1,
	['S'] = 1,
	['T'] = 1,
	['U'] = 1,
	['V'] = 1,
	['W'] = 1,
	['X'] = 1,
	['Y'] = 1,
	['Z'] = 1,
	['a'] = 1,
	['b'] = 1,
	['c'] = 1,
	['d'] = 1,
	['e'] = 1,
	['f'] = 1,
	['g'] = 1,
	['h'] = 1,
	['i'] = 1,
	['j'] = 1,
	['k'] = 1,
	['l'] = 1,
	['m'] = 1,
	['n'] = 1,
	['o'] = 1,
	['p'] = 1,
	['q'] = 1,
	['r'] = 1,
	['s'] = 1,
	['t'] = 1,
	['u'] = 1,
	['v'] = 1,
	['w'] = 1,
	['x'] = 1,
	['y'] = 1,
	['z'] = 1,
};

void rebound_phrases_search(
	const struct rebound_phrases *phrases, const char *text, gsize len, GArray *hits)
{
	g_return_if_fail(phrases->built);
	/* Only the scratch memory is written to. */
	struct search search = {(struct rebound_phrases *)phrases, text, len, 0};
	const struct rebound_phrases_image *image = &phrases->image;
	guint8 was_in_word = 0;
	guint32 state = ROOT;

	g_array_set_size(hits, 0);
	if (phrases->image.piece_count == 0)
		return;
	search.phrases->search++;
	for (gsize i = 0; i < len; i++) {
		guint8 byte = (guint8)text[i];
		guint8 in_word = word_bytes[byte];
		guint8 class = image->classes[in_word & ~was_in_word][byte];

		was_in_word = in_word;
		state = state < image->row_count
				? image->rows[((gsize)state << image->row_shift) + class]
				: follow(image, state, class);
		if ((image->ends[state / 8] >> state % 8 & 1) != 0)
			take_pieces(&search, state, (guint32)i + 1);
	}
	g_array_append_vals(hits, phrases->found, search.found);
}
