/* SPDX-License-Identifier: MIT */
#include "core/script/phrases.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/script/phrases_private.h"
#include "core/script/phrases_scratch.h"
#include "core/script/phrases_starts.h"

/* ---- searching ---- */

/* A search under way. */
struct search {
	const struct rebound_phrases_image *image;
	struct rebound_phrases_scratch *scratch;
	const char *text;
	gsize len;
	guint32 found; /* ids, in the list of the scratch memory */
};

static struct rebound_phrases_link_state *touch_link(struct search *search, guint32 link)
{
	struct rebound_phrases_link_state *state = &search->scratch->links[link];

	if (state->search != search->scratch->search) {
		memset(state, 0, sizeof(*state));
		state->search = search->scratch->search;
	}
	return state;
}

/* Remember that the piece before a gap ends here. */
static void reach(struct search *search, guint32 index, struct rebound_phrases_place place)
{
	const struct rebound_phrases_link *link = &search->image->links[index];
	struct rebound_phrases_link_state *state = touch_link(search, index);

	if (state->count == link->capacity) { /* the oldest is no longer within the piece behind */
		state->last = search->scratch->places[link->first + state->head];
		state->has_last = TRUE;
		state->head = (state->head + 1) % link->capacity;
		state->count--;
	}
	search->scratch->places[link->first + (state->head + state->count) % link->capacity] =
		place;
	state->count++;
}

/* Whether the piece behind a gap may begin at start; *chain is where its phrase began. */
static gboolean bridge(struct search *search, guint32 index, guint32 start, guint32 *chain)
{
	const struct rebound_phrases_link *link = &search->image->links[index];
	struct rebound_phrases_link_state *state = &search->scratch->links[index];

	if (state->search != search->scratch->search)
		return FALSE; /* the piece before it was not found */
	while (state->count > 0) {
		const struct rebound_phrases_place *place =
			&search->scratch->places[link->first + state->head];
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
	struct rebound_phrases_scratch *scratch = search->scratch;
	struct rebound_phrases_id_state *state = &scratch->ids[id];

	if (state->search != scratch->search) {
		*state = (struct rebound_phrases_id_state){scratch->search, search->found};
		scratch->found[search->found++] = (struct rebound_phrase_hit){id, start, end};
		return;
	}
	struct rebound_phrase_hit *hit = &scratch->found[state->hit];
	if (start < hit->start || (start == hit->start && end > hit->end)) {
		hit->start = start;
		hit->end = end;
	}
}

static guint32 read_number(const guint8 *at)
{
	guint32 bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return GUINT32_FROM_LE(bytes);
}

/* Whether a piece in Cyrillic or Greek that has to be a word is only a part of one. */
static gboolean is_within_word(const struct search *search, guint bits, guint32 start, guint32 end)
{
	return ((bits & REBOUND_PHRASES_PIECE_FRESH) != 0 && start > 1 &&
		       rebound_phrases_begins_letter(search->text[start - 2])) ||
	       ((bits & REBOUND_PHRASES_PIECE_WHOLE) != 0 && end < search->len &&
		       rebound_phrases_begins_letter(search->text[end]));
}

/* A piece stands from start to end. */
static void take_piece(
	struct search *search, guint bits, const guint8 *numbers, guint32 start, guint32 end)
{
	guint32 chain = start;

	if ((bits & REBOUND_PHRASES_PIECE_BORDER) != 0 && end < search->len &&
		g_ascii_isalnum(search->text[end]))
		return;
	if ((bits & (REBOUND_PHRASES_PIECE_FRESH | REBOUND_PHRASES_PIECE_WHOLE)) != 0 &&
		is_within_word(search, bits, start, end))
		return;
	if ((bits & REBOUND_PHRASES_PIECE_LINK) != 0 &&
		!bridge(search, read_number(numbers + sizeof(guint32)), start, &chain))
		return;
	if ((bits & REBOUND_PHRASES_PIECE_NEXT) != 0)
		reach(search, read_number(numbers), (struct rebound_phrases_place){chain, end});
	else
		add_hit(search, read_number(numbers), chain, end);
}

/* Take the pieces of a node; returns what is behind them in the trie. */
static const guint8 *take_pieces(
	struct search *search, const guint8 *next, guint32 start, guint32 end)
{
	guint bits;

	do {
		bits = *next++;
		take_piece(search, bits, next, start, end);
		next += (bits & REBOUND_PHRASES_PIECE_LINK) != 0 ? 2 * sizeof(guint32)
								 : sizeof(guint32);
	} while ((bits & REBOUND_PHRASES_PIECE_LAST) == 0);
	return next;
}

/* Take all pieces below a node that begin at start, where the text has reached at. */
static void walk(struct search *search, guint32 node, gsize start, gsize at)
{
	const guint8 *trie = search->image->trie;

	for (;;) {
		const guint8 *next = trie + node + REBOUND_PHRASES_NODE_HEAD;
		guint len = trie[node + REBOUND_PHRASES_NODE_LEN];
		guint children = trie[node + REBOUND_PHRASES_NODE_CHILDREN], child = 0;

		if (search->len - at < len)
			return;
		for (guint i = 0; i < len; i++)
			if ((guint8)search->text[at + i] != next[i])
				return;
		at += len;
		next += len;
		if (trie[node + REBOUND_PHRASES_NODE_ENDS] != 0)
			next = take_pieces(search, next, (guint32)start, (guint32)at);
		if (at == search->len)
			return;
		while (child < children && next[child] != (guint8)search->text[at])
			child++;
		if (child == children)
			return;
		node = read_number(next + children + child * sizeof(guint32));
		at++;
	}
}

/* ---- where pieces can begin ---- */

enum { BLOCK_BYTES = 64 };

/* A bit for each byte of a block. */
struct block {
	guint64 words;	/* ASCII letters and digits */
	guint64 others; /* what else a piece can begin with */
};

/* Nothing begins within a character of UTF-8. */
static struct block read_block(
	const struct rebound_phrases_image *image, const char *text, gsize len, gsize base)
{
	struct block block = {0, 0};
	gsize end = MIN(len, base + BLOCK_BYTES);

	for (gsize at = base; at < end; at += REBOUND_CHUNK_BYTES) {
		gsize count = MIN(len - at, REBOUND_CHUNK_BYTES);
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + at, count);
		guint64 words =
			rebound_chunk_letters(chunk) | rebound_chunk_within(chunk, '0', '9');
		guint64 others = rebound_chunk_high(chunk), within = 0;

		if (others != 0)
			within = rebound_chunk_within(chunk, 0x80, 0xBF);
		others &= ~within;

		if (image->with_symbols)
			others = ~(words | within | rebound_chunk_equal(chunk, ' ')) &
				 ((1U << count) - 1);
		for (guint i = 0; i < image->extra_count; i++)
			others |= rebound_chunk_equal(chunk, (char)image->extras[i]);
		block.words |= words << (at - base);
		block.others |= others << (at - base);
	}
	return block;
}

/*
 * Take all pieces that begin at a place.
 *
 * @param words  a bit for each byte from there on: a letter or digit
 */
static void take_place(struct search *search, gsize at, guint64 words, gboolean begins_word)
{
	const struct rebound_phrases_image *image = search->image;
	char bytes[REBOUND_PHRASES_KEY_BYTES] = {0};
	guint count = sizeof(bytes);

	if ((words & 1) != 0)
		count = (guint)__builtin_ctzll(~words | 1U << sizeof(bytes));
	if (search->len - at >= sizeof(bytes))
		memcpy(bytes, search->text + at, sizeof(bytes));
	else
		memcpy(bytes, search->text + at, search->len - at);
	guint32 key = rebound_phrases_key(bytes, count, begins_word);
	guint32 hash = rebound_phrases_hash(key), bit = hash & (image->start_bytes * 8 - 1);

	if ((image->start_bits[bit / 8] >> bit % 8 & 1) == 0)
		return;
	guint32 slot = hash & (image->slot_count - 1);
	while (image->slots[slot].node != 0 && image->slots[slot].key != key)
		slot = (slot + 1) & (image->slot_count - 1);
	const struct rebound_phrases_slot *found = &image->slots[slot];
	/* Most words go on in another way, which is seen without a look at the trie. */
	gsize behind = at + count;
	if (found->node == 0 ||
		(found->next != 0 &&
			(behind == search->len || (guint8)search->text[behind] != found->next)))
		return;
	walk(search, found->node, at, behind);
}

/* Whether the first two bytes at a place can begin a piece; most can't. */
static gboolean may_begin(const struct rebound_phrases_image *image, const char *text, gsize len,
	gsize at, guint begins_word)
{
	/* What begins with the last byte is no longer than that. */
	guint8 second = (guint8)text[at + (at + 1 < len ? 1 : 0)];

	return image->seconds[begins_word][(guint8)text[at]] >> (second & 31) & 1;
}

void rebound_phrases_search(
	const struct rebound_phrases *phrases, const char *text, gsize len, GArray *hits)
{
	g_return_if_fail(phrases->built);
	const struct rebound_phrases_image *image = &phrases->image;
	guint64 was_in_word = 0;

	g_array_set_size(hits, 0);
	if (image->id_count == 0)
		return;
	struct search search = {image, rebound_phrases_scratch_begin(image), text, len, 0};
	struct block next = read_block(image, text, len, 0);
	for (gsize base = 0; base < len; base += BLOCK_BYTES) {
		struct block block = next;
		guint64 starts = block.words & ~(block.words << 1 | was_in_word);
		guint64 places = block.others | (image->within_words ? block.words : starts);

		next = read_block(image, text, len, base + BLOCK_BYTES);
		was_in_word = block.words >> (BLOCK_BYTES - 1);
		for (; places != 0; places &= places - 1) {
			guint place = (guint)__builtin_ctzll(places);
			guint begins_word = starts >> place & 1;
			if (!may_begin(image, text, len, base + place, begins_word))
				continue;
			guint8 byte = (guint8)text[base + place];
			guint first = image->firsts[byte] >> begins_word;
			guint64 words = block.words >> place;

			if ((first & REBOUND_PHRASES_FIRST_SHORT) != 0)
				walk(&search, image->short_nodes[begins_word][byte], base + place,
					base + place + 1);
			if ((first & REBOUND_PHRASES_FIRST_KEY) == 0)
				continue;
			if (place > BLOCK_BYTES - REBOUND_PHRASES_KEY_BYTES)
				words |= next.words << (BLOCK_BYTES - place);
			take_place(&search, base + place, words, begins_word != 0);
		}
	}
	g_array_append_vals(hits, search.scratch->found, search.found);
}
