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
	const char *text = search->text;

	for (;;) {
		const guint8 *next = trie + node + REBOUND_PHRASES_NODE_HEAD;
		guint len = trie[node + REBOUND_PHRASES_NODE_LEN];
		guint children = trie[node + REBOUND_PHRASES_NODE_CHILDREN], child = 0;

		if (search->len - at < len)
			return;
		for (const guint8 *end = next + len; next < end; next++, at++)
			if ((guint8)text[at] != *next)
				return;
		if (trie[node + REBOUND_PHRASES_NODE_ENDS] != 0)
			next = take_pieces(search, next, (guint32)start, (guint32)at);
		if (at == search->len)
			return;
		while (child < children && next[child] != (guint8)text[at])
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
		guint64 words = rebound_chunk_letters_and_digits(chunk);
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

/* How many bytes of a key are at a place near the end of a block. */
static guint measure_key(const struct search *search, gsize at)
{
	gsize most = MIN(search->len - at, REBOUND_PHRASES_KEY_BYTES);
	guint count = 0;

	if (!g_ascii_isalnum(search->text[at]))
		return REBOUND_PHRASES_KEY_BYTES;
	while (count < most && g_ascii_isalnum(search->text[at + count]))
		count++;
	return count;
}

static guint32 read_key(const struct search *search, gsize at, guint count, guint begins_word)
{
	char bytes[REBOUND_PHRASES_KEY_BYTES] = {0};

	if (search->len - at >= sizeof(bytes))
		memcpy(bytes, search->text + at, sizeof(bytes));
	else
		memcpy(bytes, search->text + at, search->len - at);
	return rebound_phrases_key(bytes, count, begins_word != 0);
}

/* Take all pieces that begin with a key of so many bytes at a place. */
static void take_key(struct search *search, gsize at, guint count, guint32 key)
{
	const struct rebound_phrases_image *image = search->image;
	guint32 slot = rebound_phrases_hash(key) & (image->slot_count - 1);

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

/*
 * Those places whose first two bytes can begin a piece, which most can't. Without a branch for
 * each, since none could be foreseen.
 *
 * @param seconds  by the first byte, see the image
 */
static inline guint64 keep_places(const guint32 seconds[256], const char *block, guint64 places)
{
	guint64 kept = 0;

	for (; places != 0; places &= places - 1) {
		gsize place = (gsize)__builtin_ctzll(places);
		guint64 may = seconds[(guint8)block[place]] >> ((guint8)block[place + 1] & 31) & 1;

		kept |= may << place;
	}
	return kept;
}

/* Take all pieces that begin at some places of a block. */
static void take_places(
	struct search *search, gsize base, guint64 places, guint64 words, guint64 starts)
{
	const struct rebound_phrases_image *image = search->image;
	guint32 most = image->start_bytes * 8 - 1;

	for (; places != 0; places &= places - 1) {
		guint place = (guint)__builtin_ctzll(places), count = REBOUND_PHRASES_KEY_BYTES;
		guint begins_word = starts >> place & 1;
		gsize at = base + place;
		guint8 byte = (guint8)search->text[at];
		guint first = image->firsts[byte] >> begins_word;

		if ((first & REBOUND_PHRASES_FIRST_SHORT) != 0)
			walk(search, image->short_nodes[begins_word][byte], at, at + 1);
		if ((first & REBOUND_PHRASES_FIRST_KEY) == 0)
			continue;
		if (place > BLOCK_BYTES - REBOUND_PHRASES_KEY_BYTES)
			count = measure_key(search, at);
		else if ((words >> place & 1) != 0)
			count = (guint)__builtin_ctzll(~(words >> place) | 1U << count);
		guint32 key = read_key(search, at, count, begins_word);
		guint32 bit = rebound_phrases_hash(key) & most;
		if ((image->start_bits[bit / 8] >> bit % 8 & 1) != 0)
			take_key(search, at, count, key);
	}
}

struct rebound_phrases_found rebound_phrases_find(
	const struct rebound_phrases *phrases, const char *text, gsize len)
{
	static const struct rebound_phrases_found none = {NULL, 0};
	guint64 was_in_word = 0;

	g_return_val_if_fail(phrases->built, none);
	const struct rebound_phrases_image *image = &phrases->image;
	if (image->id_count == 0)
		return none;
	struct search search = {image, rebound_phrases_scratch_begin(image), text, len, 0};
	for (gsize base = 0; base < len; base += BLOCK_BYTES) {
		struct block block = read_block(image, text, len, base);
		guint64 starts = block.words & ~(block.words << 1 | was_in_word);
		guint64 places = block.others | (image->within_words ? block.words : starts);

		was_in_word = block.words >> (BLOCK_BYTES - 1);
		places = keep_places(image->seconds[0], text + base, places & ~starts) |
			 keep_places(image->seconds[1], text + base, starts);
		take_places(&search, base, places, block.words, starts);
	}
	return (struct rebound_phrases_found){search.scratch->found, search.found};
}

void rebound_phrases_search(
	const struct rebound_phrases *phrases, const char *text, gsize len, GArray *hits)
{
	struct rebound_phrases_found found = rebound_phrases_find(phrases, text, len);

	g_array_set_size(hits, 0);
	g_array_append_vals(hits, found.hits, found.count);
}
