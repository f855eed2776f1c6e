/* The compiled twin of cascade.py and features_*.py: the same candidates, scores and choices;
   and of the expression in tokens.py.

The Python modules say what is computed, and why; here stand their loops once more, under the same
names and in the same order, over arrays of numbers. Nothing but speed depends on this file: where
there is no compiler the package is installed without it, and tests hold both to the same result.
What features there are is written down in Python only: native.py asks each table's `expand` for
their names and hands them over as templates. The names for a key are not put together here: the
hash of a name comes from those of its parts, and with 64 bits it stands for the name.

A key is one number: the table in the highest 7 bits, then the number of a word (21 bits), then four
tags or small numbers of 9 bits each. Where there is no word there may be six of these.

No pointer into an array that grows is kept across a call into Python, where another thread may run.
*/
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As in cascade.py, and raised with it: of two that differ, as after an update of a working copy
   that was not built again, only the Python side is used. */
#define TWIN 3

/* The first table of each ranker, and what the tables are: grids of so many lines (above 0), values
   by two tags (0), or by key rows of so many values (below 0). */
enum { HEAD = 0, LEFT = 11, RIGHT = 16, SOURCE_END = 22, SOURCE_START = 31, BEFORE_END = 39,
       BEFORE_START = 48, BEHIND_START = 54, BEHIND_END = 66, TABLES = 75 };
enum { NEAR = 9, KINDS = 12, SOURCE_ROW = 2 * NEAR + 1, ROW_MOST = KINDS + NEAR };
static const signed char WIDTH[TABLES] = {
    -1, -1, -ROW_MOST, 0, 0, 0, 0, 0, -1, 8, -1,
    7, 0, 0, 7, -1,
    9, 0, 0, -1, 6, 9,
    -SOURCE_ROW, -SOURCE_ROW, -SOURCE_ROW, 2 * NEAR, 2 * NEAR, 0, 0, -1, 0,
    -NEAR, NEAR, NEAR, 0, 0, 0, -1, -1,
    -1, -1, -1, -NEAR, NEAR, NEAR, 0, 0, -1,
    -NEAR, 2, 2, 0, 0, -1,
    -1, -1, -1, -NEAR, NEAR, NEAR, 0, 0, 4, -1, -1, -1,
    -NEAR, -NEAR, NEAR, NEAR, NEAR, 0, 0, -1, -1,
};
/* Sets of tags, one bit each, and single numbers: in the order of native.py. */
enum { LIGHT = 1, STOPS = 2, NOT_LAST = 4, NO_SOURCE = 8, SENTENCE_END = 16, ALONE = 32,
       NO_END = 64, START = 128, MARKS = 256, FULL = 512, OPENS = 1024, LEADS = 2048, END = 4096,
       OPENS_THAT = 8192, ASKING = 16384, SUBJECTS = 32768, BEHIND_SOURCE = 65536 };
enum { THAT, COMMA, QUOTE, EDGE, LONGEST, LONGEST_CUE, THRESHOLD, UNKNOWN, HOPELESS, LEAST,
       LEAST_THAT, STEPS, FAR = 20, NUMBERS = STEPS + FAR };    /* from FAR on all are one step */

/* Tags are below TAGS_MOST; in keys the truth values and numbers below 0 stand above. */
enum { BITS = 9, FIELD = (1 << BITS) - 1, TAGS_MOST = 490, FALSE_ = 500, TRUE_ = 501 };
enum { HEAD_AT = BITS, FORM_WORD_AT = BITS + 1 };       /* in the number of a form */
enum { WORD_AT = 4 * BITS, TABLE_AT = 57, WORDS_MOST = 1 << (TABLE_AT - WORD_AT) };
enum { PAD = 8 };                       /* tokens that may be read beyond either end of a text */
/* What is remembered: each key has one place, and the last one that was asked for has it. */
enum { MEMO = 1 << 15, ROWS = 1 << 12, SEEN = 1 << 15, NAMES = 1 << 15 };  /* of names 3/4 */

typedef struct { uint32_t key; int32_t value; } Pair;           /* the key of none is UINT32_MAX */
typedef struct { uint64_t hash; uint32_t at; } Name;            /* the hash of none is 0 */
typedef struct { Pair *pairs; size_t mask, count; const char *values, *program; int space; } Table;
typedef struct { uint64_t hash, power; } Part;                  /* of a name; BASE ** its length */
typedef struct { Part part[3]; int32_t end; int ing; } Word;
typedef struct { uint64_t key; int32_t value; } Known;          /* the key 0 is no key */
typedef struct { uint64_t key; int32_t values[ROW_MOST]; } Row;
typedef struct { PyObject *piece; long form; } Seen;

typedef struct {
    PyObject_HEAD
    PyObject *kept, *reports;
    Table tables[TABLES];
    uint32_t sets[1 << BITS];           /* by tag */
    int number[NUMBERS], tags;
    Part spelled[1 << BITS];            /* numbers of keys, as Python writes them */
    Name *names; size_t name_count;
    Word *words; size_t word_count, word_room;
    Known *memo; Row *rows; Seen *seen;
    const void *forms;                  /* those of what was seen, only to tell them from others */
} Rankers;

/* A text. `t` and `q` may be read PAD places beyond either end. low..high is the sentence. */
typedef struct {
    Rankers *m; PyObject *pieces, *forms, *words;
    const int16_t *t; const uint8_t *q; const uint32_t *form;
    int low, high, marked;
} Text;
typedef struct { int start, end; } Span;                /* start is -1 where there is none */
typedef struct { int sentence; Span cue, source, before, behind; } Found;
typedef struct { Found *items; size_t count, room; } Founds;
typedef struct { int at, score; } Best;

/* Room for one item more than `count`; 0 and an exception when there is no memory. */
static int room(void *array, size_t *have, size_t count, size_t size) {
    void *old, *grown;
    size_t wanted = count + count / 2 + 64;
    if (count < *have) return 1;
    memcpy(&old, array, sizeof old);    /* the array is a pointer to whatever items */
    if (wanted > PY_SSIZE_T_MAX / size || !(grown = realloc(old, wanted * size)))
        return PyErr_NoMemory(), 0;
    memcpy(array, &grown, sizeof grown);
    *have = wanted;
    return 1;
}

/* Features: each ranker has a space of names of its own, and each table of rows. */

static const uint64_t BASE = UINT64_C(0x9E3779B97F4A7C15);

static uint64_t mixed(uint64_t key) {
    key = (key ^ key >> 29) * BASE;
    return key ^ key >> 32;
}

/* The hash of a name: its bytes, behind a number for its space, as digits to the base BASE. So it
   comes from the hashes of its parts, and those of words and numbers are known. */
static uint64_t joined(uint64_t hash, Part part) { return hash * part.power + part.hash; }
static uint64_t hash_of_space(int space) { return (uint64_t)space + 1; }

static Part part_of(const char *text, size_t length) {
    Part part = {0, 1};
    for (size_t i = 0; i < length; i++)
        part = (Part){part.hash * BASE + (uint8_t)text[i], part.power * BASE};
    return part;
}

/* Where a name is, or is to be: there the hash is 0. */
static Name *name_at(const Rankers *m, uint64_t hash) {
    size_t at = mixed(hash) % NAMES;
    while (m->names[at].hash && m->names[at].hash != hash) at = (at + 1) % NAMES;
    return &m->names[at];
}

/* The hash of the next feature's name for `key`. */
static uint64_t next_name(const Rankers *m, int space, const char **program, uint64_t key) {
    uint64_t hash = hash_of_space(space);
    const char *p = *program;
    for (; *p && *p != '\n'; p++) {
        unsigned op = (unsigned char)*p;
        Part part = {op, BASE};
        if (op >= 1 && op <= 3) {       /* the word, its stem, its end */
            size_t word = key >> WORD_AT & (WORDS_MOST - 1);
            if (word >= m->word_count) continue;
            part = m->words[word].part[op - 1];
        } else if (op >= 16 && op < 32) {   /* a number, or whether it is the one that follows */
            int value = (int)(key >> BITS * (op & 7) & FIELD);
            if (op >= 24 && p[1]) value = value == (unsigned char)*++p - 32 ? TRUE_ : FALSE_;
            part = m->spelled[value];
        }
        hash = joined(hash, part);
    }
    *program = *p ? p + 1 : p;
    return hash;
}

static int number_at(const char *values, size_t i) {
    int16_t value;
    memcpy(&value, values + 2 * i, sizeof value);
    return value;
}

/* The sum of the values of the features of a key. */
static void sum(const Rankers *m, int table, uint64_t key, int32_t *out, int width) {
    const Table *from = &m->tables[table];
    memset(out, 0, (size_t)width * sizeof *out);
    for (const char *program = from->program; *program;) {
        const Name *name = name_at(m, next_name(m, from->space, &program, key));
        if (!name->hash || (size_t)name->at + (size_t)width > from->count) continue;
        for (int i = 0; i < width; i++)
            out[i] += number_at(from->values, (size_t)name->at + (size_t)i);
    }
}

/* A value by key, and a row by key that is added to `line`. */
static int v(const Text *x, int table, uint64_t key) {
    key |= (uint64_t)table << TABLE_AT;
    Known *known = &x->m->memo[mixed(key) % MEMO];
    if (known->key != key + 1) {
        sum(x->m, table, key, &known->value, 1);
        known->key = key + 1;
    }
    return known->value;
}
static void add_row(const Text *x, int table, uint64_t key, int32_t *line) {
    key |= (uint64_t)table << TABLE_AT;
    Row *row = &x->m->rows[mixed(key) % ROWS];
    if (row->key != key + 1) {
        sum(x->m, table, key, row->values, -WIDTH[table]);
        row->key = key + 1;
    }
    for (int i = 0; i < -WIDTH[table]; i++) line[i] += row->values[i];
}

static Pair *pair_at(const Table *table, uint32_t key) {
    size_t at = (key * 2654435769u >> 15) & table->mask;
    while (table->pairs[at].key != key && table->pairs[at].key != UINT32_MAX)
        at = (at + 1) & table->mask;
    return &table->pairs[at];
}

static int pair(const Text *x, int table, int first, int second) {
    return pair_at(&x->m->tables[table], (uint32_t)first << BITS | (uint32_t)second)->value;
}
/* What pairs have for the token at `i` and the next one, and a line of a grid for that at `i`. */
static int p(const Text *x, int table, int i) { return pair(x, table, x->t[i], x->t[i + 1]); }
static int g(const Text *x, int table, int line, int i) {
    return number_at(x->m->tables[table].values, (size_t)(line * x->m->tags + x->t[i]));
}

/* Keys, of a word and numbers from -3 up. */
static uint64_t k4(int word, int a, int b, int c, int d) {
    uint64_t most = FIELD;
    return (uint64_t)word << WORD_AT | (a & most) | (b & most) << BITS | (c & most) << 2 * BITS
        | (d & most) << 3 * BITS;
}
static uint64_t k3(int word, int a, int b, int c) { return k4(word, a, b, c, 0); }
static uint64_t k2(int word, int a, int b) { return k4(word, a, b, 0, 0); }
static uint64_t k1(int word, int a) { return k4(word, a, 0, 0, 0); }
static uint64_t k5(int a, int b, int c, int d, int e) {
    return k4(0, a, b, c, d) | (uint64_t)(e & FIELD) << 4 * BITS;
}
static int truth(int value) { return value ? TRUE_ : FALSE_; }
static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }
static int is(const Text *x, int i, uint32_t sets) { return (x->m->sets[x->t[i]] & sets) != 0; }
static int step(const Text *x, int n) { return n < FAR ? x->m->number[STEPS + n] : NEAR - 1; }

/* The first token in low..high of a tag, or in marks; `high` if there is none. */
static int find(const Text *x, int number, int low, int high) {
    while (low < high && x->t[low] != x->m->number[number]) low++;
    return least(low, high);
}
static int find_marked(const Text *x, int low, int high) {
    while (low < high && !x->q[low]) low++;
    return least(low, high);
}

static void better(Best *best, int at, int score) {     /* of equals the first stays */
    if (score > best->score) *best = (Best){at, score};
}

/* features_cue.py */

static int head_near(const Text *x, int word, int i) {
    return v(x, HEAD, k1(word, x->t[i - 1])) + v(x, HEAD + 1, k1(word, x->t[i + 1]));
}

/* The value of what stands in marks near the token, 0 if nothing does. */
static int beside_quote(const Text *x, int i) {
    const int16_t *t = x->t;
    int since = 9, to = 9, stop = -1, lead = -1;
    for (int d = 1; d <= 6 && i - d >= x->low && since == 9; d++)
        if (x->q[i - d]) {
            since = d;
            stop = is(x, i - d - 1, STOPS) ? t[i - d - 1] : -2;
        }
    int edge = least(x->high, i + 5), first = find_marked(x, i + 1, edge);
    if (first < edge) {
        to = first - i;
        lead = to > 1 ? t[first - 1] : -3;
    } else if (since == 9)
        return 0;
    return v(x, HEAD + 10, k5(since, stop, to, lead, t[i]) | (uint64_t)t[i + 1] << 5 * BITS);
}

static int head_far(const Text *x, int word, int i) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int left = i - 1, that = find(x, THAT, i + 1, i + 5) < i + 5;
    while (left >= 0 && is(x, left, LIGHT)) left--;
    int32_t line[ROW_MOST] = {0};
    add_row(x, HEAD + 2, k1(word, t[i]), line);
    int score = line[(x->marked + q[i]) * 4 + that * 2 + (i == x->low)]
        + line[KINDS + step(x, x->high - i)] + pair(x, HEAD + 3, t[i - 1], t[i + 1])
        + p(x, HEAD + 4, i - 1) + p(x, HEAD + 5, i) + p(x, HEAD + 6, i + 1)
        + pair(x, HEAD + 7, t[left], t[i]);
    if (left < i - 1) score += v(x, HEAD + 8, k1(word, t[left]));
    if (x->marked) {
        score += g(x, HEAD + 9, q[i] * 4 + q[i - 1] * 2 + q[i + 1], i + 1);
        if (!q[i]) score += beside_quote(x, i);
    }
    return score;
}

static int left_score(const Text *x, int word, int head, int at) {
    int near = least(head - at, 6);
    return g(x, LEFT, near, at) + p(x, LEFT + 1, at - 1) + p(x, LEFT + 2, at)
        + g(x, LEFT + 3, near, at - 1) + v(x, LEFT + 4, k2(word, x->t[at], x->q[at] - x->q[head]));
}

static int right_score(const Text *x, int word, int head, int last) {
    const uint8_t *q = x->q;
    int at = last + 1, near = least(at - head, 8);
    return g(x, RIGHT, near, at) + p(x, RIGHT + 1, at) + p(x, RIGHT + 2, last)
        + v(x, RIGHT + 3, k2(word, x->t[at], near))
        + g(x, RIGHT + 4, (q[at] - q[head]) * 2 + q[at + 1] + 2, at)
        + g(x, RIGHT + 5, near, at + 1);
}

/* features_source.py */

static int left_source(const Text *x, int i, int start) {
    return (i == start - 1 || is(x, i + 1, BEHIND_SOURCE)) && !is(x, i, NOT_LAST);
}

static int right_source(const Text *x, int i, int end) {
    if (is(x, i, NOT_LAST)) return 0;
    return i < end + 3 || is(x, i + 1, i < end + 14 ? BEHIND_SOURCE : SENTENCE_END);
}

/* `words`: the first and last of the cue */
static int source_ends(const Text *x, Span cue, const int words[2]) {
    const Word *known = x->m->words;
    const uint8_t *q = x->q;
    int start = cue.start, end = cue.end, low = most(x->low, start - 30), count = 0, k = 0;
    int32_t line[SOURCE_ROW] = {0};
    add_row(x, SOURCE_END, k1(words[1], x->t[start]), line);
    add_row(x, SOURCE_END + 1, k1(known[words[0]].end, x->t[start - 1]), line);
    add_row(x, SOURCE_END + 2, k1(known[words[1]].end, x->t[end]), line);
    Best best = {-1, line[2 * NEAR]};
    for (int i = low; i < start; i++) count += left_source(x, i, start);
    for (int i = low; i < start; i++) {
        if (!left_source(x, i, start)) continue;
        int d = step(x, start - i - 1);
        better(&best, i, line[d] + g(x, SOURCE_END + 3, d, i) + g(x, SOURCE_END + 4, d, i + 1)
            + p(x, SOURCE_END + 5, i) + p(x, SOURCE_END + 6, i - 1)
            + v(x, SOURCE_END + 7, k4(0, q[i] - q[start], least(k, 2), least(count - k, 4), d)));
        k++;
    }
    if (is(x, end, NO_SOURCE)) return best.at;
    k = 0;
    for (int i = end, edge = least(x->high, end + 45); i < edge; i++) {
        if (!right_source(x, i, end)) continue;
        int d = step(x, i - end) + NEAR;
        better(&best, i, line[d] + g(x, SOURCE_END + 3, d, i) + g(x, SOURCE_END + 4, d, i + 1)
            + p(x, SOURCE_END + 8, i) + p(x, SOURCE_END + 6, i - 1)
            + v(x, SOURCE_END + 7, k4(0, q[i] - q[start], 3, least(k, 4), d)));
        k++;
    }
    return best.at;
}

static int source_starts(const Text *x, Span cue, int last) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int right = last >= cue.end, low = most(right ? cue.end : x->low, last - 24), commas = 0;
    if (is(x, last, ALONE)) return last;
    int32_t line[NEAR] = {0};
    add_row(x, SOURCE_START, k3(0, t[last], t[last + 1], truth(right)), line);
    /* At the very start of a text Python's slice from -1 is empty. */
    int marked = low > 0 && find_marked(x, low - 1, last + 1) <= last;
    int some = find(x, COMMA, low, last) < last;
    Best best = {last, INT_MIN};
    for (int i = last; i >= low; i--) {
        commas += i < last && t[i] == x->m->number[COMMA];
        if (is(x, i, STOPS)) continue;
        int d = step(x, last - i), score = line[d] + g(x, SOURCE_START + 1, d, i)
            + g(x, SOURCE_START + 2, d, i - 1) + p(x, SOURCE_START + 3, i - 1)
            + p(x, SOURCE_START + 4, i) + p(x, SOURCE_START + 5, i - 2);
        if (some) score += v(x, SOURCE_START + 6, k3(0, least(commas, 3), d, t[last + 1]));
        if (marked) score += v(x, SOURCE_START + 7, k2(0, q[i] - q[last], q[i - 1] - q[last]));
        better(&best, i, score);
    }
    return best.at;
}

/* features_content.py */

static int order_of(Span cue, Span source) {
    return source.start < 0 ? 2 : source.start > cue.start;
}
static int behind_both(Span cue, Span source) {         /* where both have ended */
    return source.start < 0 ? cue.end : most(cue.end, source.end);
}

static int before_ends(const Text *x, Span cue, Span source, int word) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int edge = source.start < 0 ? cue.start : least(cue.start, source.start);
    int rest = t[behind_both(cue, source)], kind = order_of(cue, source);
    if (edge <= x->low) return -1;
    int32_t line[NEAR] = {0};
    add_row(x, BEFORE_END + 3, k2(word, rest, kind), line);
    Best best = {-1, v(x, BEFORE_END, k4(0, t[edge - 2], t[edge - 1], rest, kind))
        + v(x, BEFORE_END + 1, k4(word, t[edge - 1], rest, kind, step(x, edge - x->low)))
        + v(x, BEFORE_END + 2, k4(0, t[cue.start], t[cue.end], kind, q[edge - 1]))};
    for (int i = most(x->low, edge - 20); i < edge; i++) {
        if (is(x, i, NO_END) || !(edge - i < 3 || is(x, i + 1, STOPS) || q[i] != q[i + 1]))
            continue;
        int d = step(x, edge - i - 1), score = line[d] + g(x, BEFORE_END + 4, d, i)
            + g(x, BEFORE_END + 5, d, i + 1) + p(x, BEFORE_END + 6, i)
            + p(x, BEFORE_END + 7, i + 1);
        if (x->marked)
            score += v(x, BEFORE_END + 8,
                       k5(q[i], q[i + 1], q[edge - 1], least(edge - i, 3), t[i]));
        better(&best, i, score);
    }
    return best.at;
}

static int before_starts(const Text *x, int word, int last) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int low = most(x->low, last - x->m->number[LONGEST]), that = x->m->number[THAT];
    int32_t line[NEAR] = {0};
    add_row(x, BEFORE_START, k2(word, t[last], q[last]), line);
    Best best = {low, INT_MIN};
    for (int i = low; i <= last; i++) {
        int at_low = i == low, d = step(x, last - i);
        if (!at_low && !is(x, i - 1, START) && t[i] != that && q[i] == q[i - 1]) continue;
        better(&best, i, line[d] + g(x, BEFORE_START + 1, at_low, i)
            + g(x, BEFORE_START + 2, at_low, i - 1) + p(x, BEFORE_START + 3, i - 1)
            + p(x, BEFORE_START + 4, i - 2)
            + v(x, BEFORE_START + 5, k5(q[i], q[i - 1], truth(at_low), step(x, i - low), d)));
    }
    return best.at;
}

static int left_kind(const Text *x, Span left) {
    if (left.start < 0) return 0;
    if (!is(x, left.end - 1, MARKS)) return 1;
    return is(x, left.end - 2, FULL) ? 3 : 2;
}

static int behind_starts(const Text *x, Span cue, Span source, int word, int kind) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int end = behind_both(cue, source), order = order_of(cue, source);
    int high = least(x->high, end + x->m->number[LONGEST]), near = least(high, end + 4);
    if (high - end < 2) return -1;
    int32_t line[NEAR] = {0};
    add_row(x, BEHIND_START + 3, k2(word, kind, order), line);
    int that = find(x, THAT, end, high), comma = find(x, COMMA, end, high);
    int opening = x->marked ? find_marked(x, end, high) : high;
    Best best = {-1, v(x, BEHIND_START, k4(0, t[end], kind, order, truth(high - end < 3)))
        + v(x, BEHIND_START + 1, k3(0, t[end], t[end + 1], kind))
        + v(x, BEHIND_START + 2, k2(word, kind, t[end]))};
    if (opening < high) best.score += v(x, BEHIND_START + 11, k5(kind, 0, 0, 0, 9));
    for (int i = end, edge = least(high, end + 14); i < edge; i++) {
        if (i >= near && !is(x, i - 1, LEADS) && !is(x, i, OPENS) && q[i] == q[i - 1]) continue;
        int d = step(x, i - end), score = line[d] + g(x, BEHIND_START + 4, d, i)
            + g(x, BEHIND_START + 5, d, i - 1) + p(x, BEHIND_START + 6, i - 1)
            + p(x, BEHIND_START + 7, i) + g(x, BEHIND_START + 8, kind, i);
        if (i == end) score += v(x, BEHIND_START + 9, k2(word, t[end], order));
        if (that < high || comma < high)
            score += v(x, BEHIND_START + 10,
                       k5(truth(that < i), truth(that == i), truth(comma < i), kind, d));
        if (opening < high)
            score += v(x, BEHIND_START + 11, k5(kind, q[i], q[i - 1], truth(opening < i), d));
        better(&best, i, score);
    }
    return best.at;
}

static int behind_ends(const Text *x, int word, int start, int before) {
    const int16_t *t = x->t; const uint8_t *q = x->q;
    int high = least(x->high, start + x->m->number[LONGEST]), last = high - 1, first = t[start];
    int32_t line[NEAR] = {0}, tail[NEAR] = {0};
    add_row(x, BEHIND_END, k3(0, first, t[start + 1], truth(before)), line);
    add_row(x, BEHIND_END + 1, k1(word, first), tail);
    int comma = find(x, COMMA, start, high);
    Best best = {start, INT_MIN};
    for (int i = start; i < high; i++) {
        if (!is(x, i + 1, END) && i - start >= 2 && i != last && q[i] == q[i + 1]) continue;
        int d = step(x, i - start), rest = step(x, last - i), score = line[d] + tail[rest]
            + g(x, BEHIND_END + 2, rest, i) + g(x, BEHIND_END + 3, d, i + 1)
            + g(x, BEHIND_END + 4, rest, i + 1) + p(x, BEHIND_END + 5, i)
            + p(x, BEHIND_END + 6, i + 1);
        if (x->marked)
            score += v(x, BEHIND_END + 7, k5(q[start], q[i], q[i + 1], t[i + 1], truth(before)));
        if (comma < high) score += v(x, BEHIND_END + 8, k3(0, truth(i > comma), t[i + 1], first));
        better(&best, i, score);
    }
    return best.at;
}

/* cascade.py. What gives 0, or -1 with an exception, may call Python. */

static int wrong(const char *what) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, what);
    return -1;
}

/* The number that `mapping`, a dictionary, has or makes for `key`, or -1 with an exception. */
static long number_of(PyObject *mapping, PyObject *key) {
    PyObject *value = key ? Py_XNewRef(PyDict_GetItemWithError(mapping, key)) : NULL;
    if (key && !value && !PyErr_Occurred()) value = PyObject_GetItem(mapping, key);   /* new */
    long number = value ? PyLong_AsLong(value) : -1;
    Py_XDECREF(value);
    return number < 0 ? wrong("a number below 0") : number;
}

/* The number of the word at `i`, or -1 with an exception. */
static int word_at(const Text *x, int i) {
    if (x->form[i] >> FORM_WORD_AT) return (int)(x->form[i] >> FORM_WORD_AT) - 1;
    PyObject *piece = PySequence_GetItem(x->pieces, i);
    long number = number_of(x->words, piece);
    Py_XDECREF(piece);
    return number < (long)x->m->word_count ? (int)number : wrong("an unknown word");
}

static int that_clause(const Text *x, int end) {
    int edge = is(x, end, OPENS_THAT) ? least(end + 6, x->high - 2) : end;
    for (int at = end; at < edge; at++) {
        if (x->t[at] == x->m->number[THAT])
            return is(x, at + 1, STOPS) && x->t[at + 1] != x->m->number[QUOTE] ? -1 : at;
        if (is(x, at, STOPS) || x->q[at]) return -1;
    }
    return -1;
}

static int complete(const Text *x, int head, int word, Found *out) {
    const Span none = {-1, -1};
    int first = head, last = head, words[2], end, start;
    int floor = most(x->low, head - x->m->number[LONGEST_CUE]);
    int edge = least(x->high - 1, head + x->m->number[LONGEST_CUE]);
    while (first > floor && left_score(x, word, head, first - 1) > 0) first--;
    while (last < edge && right_score(x, word, head, last) > 0) last++;
    Span cue = {first, last + 1}, source = none, before = none, behind = none;
    if ((words[0] = word_at(x, first)) < 0 || (words[1] = word_at(x, last)) < 0) return -1;
    if (is(x, first - 1, SUBJECTS) && first > x->low && !x->m->words[words[0]].ing)
        source = (Span){first - 1, first};
    else if ((end = source_ends(x, cue, words)) >= 0)
        source = (Span){source_starts(x, cue, end), end + 1};
    if ((start = that_clause(x, behind_both(cue, source))) < 0) {
        if ((end = before_ends(x, cue, source, words[1])) >= 0)
            before = (Span){before_starts(x, words[1], end), end + 1};
        start = behind_starts(x, cue, source, words[1], left_kind(x, before));
    }
    if (start >= 0)
        behind = (Span){start, behind_ends(x, words[1], start, before.start >= 0) + 1};
    *out = (Found){out->sentence, cue, source, before, behind};
    return 0;
}

static int keep(Founds *out, Found item) {
    if (!room(&out->items, &out->room, out->count, sizeof item)) return -1;
    return out->items[out->count++] = item, 0;
}

static int holds(Span span, int i) { return span.start >= 0 && span.start <= i && i < span.end; }

/* `mine`: the first that was found in this sentence */
static int after_quotations(const Text *x, const int *candidates, int count, int sentence,
                            size_t mine, Founds *out) {
    size_t before = out->count;
    int end = x->low, edge = most(x->low, candidates[count - 1] - 1), first, word;
    while ((first = find_marked(x, end, edge)) < edge) {
        for (end = first; x->q[end];) end++;
        int k = end - 1, held = 0;
        if (end - first < 3 || end >= x->high - 1 || !is(x, k - 1, ASKING)) continue;
        for (size_t j = mine; j < before && !held; j++)
            held = holds(out->items[j].before, k) || holds(out->items[j].behind, k);
        Best best = {-1, x->m->number[LEAST]};
        for (int j = 0; j < count && !held; j++) {
            int i = candidates[j];
            if (i <= k || i >= k + 9 || x->q[i]) continue;
            if ((word = word_at(x, i)) < 0) return -1;
            better(&best, i, head_near(x, word, i) + head_far(x, word, i));
        }
        Found item = {.sentence = sentence};
        if (best.at < 0) continue;
        if ((word = word_at(x, best.at)) < 0 || complete(x, best.at, word, &item) < 0) return -1;
        if (item.before.start >= 0 && keep(out, item) < 0) return -1;
    }
    return 0;
}

/* Whether a cue is known to report */
static int reports(const Text *x, Span cue) {
    PyObject *known = PyObject_CallFunction(x->m->reports, "Oii", x->pieces, cue.start, cue.end);
    int good = known ? PyObject_IsTrue(known) : -1;
    Py_XDECREF(known);
    return good;
}

/* `candidates`: room for all of the sentence */
static int analyse(const Text *x, int *candidates, int sentence, Founds *out) {
    const int *number = x->m->number;
    const size_t mine = out->count;
    int count = 0;
    for (int i = x->low; i < x->high; i++)
        if (x->form[i] >> HEAD_AT & 1) candidates[count++] = i;
    for (int j = 0; j < count; j++) {
        int i = candidates[j], word = word_at(x, i), score, good;
        if (word < 0) return -1;
        if ((score = head_near(x, word, i)) < number[HOPELESS]) continue;
        score += head_far(x, word, i);
        if (score <= number[THRESHOLD]
            && !(score > number[LEAST_THAT] && that_clause(x, i + 1) > 0)) continue;
        Found item = {.sentence = sentence};
        if (complete(x, i, word, &item) < 0) return -1;
        if (item.before.start < 0 && item.behind.start < 0) continue;
        if ((good = score >= number[UNKNOWN] ? 1 : reports(x, item.cue)) < 0) return -1;
        if (good && keep(out, item) < 0) return -1;
    }
    return count && x->marked ? after_quotations(x, candidates, count, sentence, mine, out) : 0;
}

/* The number of a token's form, or -1 with an exception. Tokens that are alike are one object most
   of the time (piece_of), so that its place in memory tells it. */
static long form_of(const Text *x, PyObject *piece) {
    Seen *seen = &x->m->seen[mixed((uintptr_t)piece) % SEEN];
    if (seen->piece == piece) return seen->form;
    long number = number_of(x->forms, piece);
    PyObject *old = seen->piece;
    if (number >= 0) {
        *seen = (Seen){Py_NewRef(piece), number};
        Py_XDECREF(old);
    }
    return number;
}

static void forget(Rankers *m) {
    for (int i = 0; i < SEEN; i++) Py_CLEAR(m->seen[i].piece);
}

/* Tags and forms of a text's tokens. */
static int tokens(const Text *x, Py_ssize_t n, int16_t *t, uint32_t *form) {
    if (x->m->forms != x->forms) forget(x->m);
    x->m->forms = x->forms;
    for (Py_ssize_t i = -PAD; i < n + PAD; i++) t[i] = (int16_t)x->m->number[EDGE];
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *piece = PySequence_GetItem(x->pieces, i);
        long number = piece ? form_of(x, piece) : -1;
        Py_XDECREF(piece);
        if (number < 0) return -1;
        if ((number & FIELD) >= x->m->tags || number >> FORM_WORD_AT > (long)x->m->word_count)
            return wrong("an unknown tag or word");
        t[i] = (int16_t)(number & FIELD);
        form[i] = (uint32_t)number;
    }
    return 0;
}

/* For "O&": the formats with "#" mean different functions in 3.11 and 3.13, so that a module built
   with one of them would fail in the other. */
typedef struct { char *text; Py_ssize_t size; } Bytes;

static int bytes_of(PyObject *given, void *bytes) {
    Bytes *found = bytes;
    return PyBytes_AsStringAndSize(given, &found->text, &found->size) == 0;
}

/* attributions(pieces, bounds, quoted, forms, words): bytes, as _rankers.pyi says */
static PyObject *attributions(PyObject *self, PyObject *args) {
    PyObject *pieces, *forms, *words, *result = NULL;
    Bytes bounds, quoted;
    if (!PyArg_ParseTuple(args, "OO&O&OO", &pieces, bytes_of, &bounds, bytes_of, &quoted, &forms,
                          &words)) return NULL;
    Py_ssize_t n = quoted.size;
    if (n != PySequence_Size(pieces) || n > INT_MAX / 16 || bounds.size > INT_MAX
        || bounds.size % (Py_ssize_t)sizeof(Span))
        return wrong("pieces, bounds and marks do not match"), NULL;
    size_t padded = (size_t)n + 2 * PAD;                /* one block: forms, candidates, t and q */
    uint32_t *form = calloc(padded, 2 * sizeof *form + sizeof(int16_t) + 1);
    if (!form) return PyErr_NoMemory();
    int *candidates = (int *)(form + padded);
    int16_t *t = (int16_t *)(candidates + padded);
    uint8_t *q = (uint8_t *)(t + padded);
    Founds out = {NULL, 0, 0};
    Text x = {(Rankers *)self, pieces, forms, words, t + PAD, q + PAD, form, 0, 0, 0};
    for (Py_ssize_t i = 0; i < n; i++) q[PAD + i] = quoted.text[i] != 0;
    int rows = (int)(bounds.size / (Py_ssize_t)sizeof(Span));
    int failed = tokens(&x, n, t + PAD, form);
    for (int s = 0; s < rows && !failed; s++) {
        Span bound;
        memcpy(&bound, bounds.text + (size_t)s * sizeof bound, sizeof bound);
        if (bound.start < x.high || bound.end < bound.start || bound.end > n)
            failed = wrong("sentences must be in order, within the tokens");
        x.low = bound.start;
        x.high = bound.end;
        x.marked = !failed && find_marked(&x, x.low, x.high) < x.high;
        failed = failed || analyse(&x, candidates, s, &out);
    }
    if (!failed)
        result = PyBytes_FromStringAndSize((const char *)out.items,
                                           (Py_ssize_t)(out.count * sizeof *out.items));
    free(form);
    free(out.items);
    return result;
}

/* learn((word, stem, end), number of its end): the number of a new word */
static PyObject *learn(PyObject *self, PyObject *args) {
    Rankers *m = (Rankers *)self;
    PyObject *spelled;
    Bytes part[3];
    Word word;
    if (!PyArg_ParseTuple(args, "O!i", &PyTuple_Type, &spelled, &word.end)
        || !PyArg_ParseTuple(spelled, "O&O&O&", bytes_of, &part[0], bytes_of, &part[1], bytes_of,
                             &part[2])) return NULL;
    for (int i = 0; i < 3; i++) word.part[i] = part_of(part[i].text, (size_t)part[i].size);
    word.ing = part[2].size == 3 && !memcmp(part[2].text, "ing", 3);
    if (m->word_count >= WORDS_MOST) return PyErr_SetString(PyExc_OverflowError, "words"), NULL;
    if (word.end < 0 || (size_t)word.end >= m->word_count) word.end = (int32_t)m->word_count;
    if (!room(&m->words, &m->word_room, m->word_count, sizeof word)) return NULL;
    m->words[m->word_count] = word;
    return PyLong_FromSize_t(m->word_count++);
}

/* tokens.py: TOKEN.findall. */

enum { KNOWN = 1, SPACE = 2, ALNUM = 4, DECIMAL = 8 };  /* what a character is, as native.py says */
enum { CHARACTERS = 0x110000, PIECES = 1 << 15, SHORT = 32, MARGIN = 8 };

/* Each token has one place; as above, the last one that was asked for has it. It is told by its hash
   and length: who makes up a clash has one word read as another, and every place stays right. */
typedef struct { PyObject *piece; uint64_t hash; } Piece;
typedef struct { PyObject_HEAD PyObject *kind; uint8_t *kinds; Piece *known; } Tokens;
/* A string and what its characters are; both may be read MARGIN places beyond either end. */
typedef struct { const Py_UCS4 *s; const uint8_t *k; } Line;

static int in_word(const Line *x, Py_ssize_t i) { return x->k[i] & ALNUM || x->s[i] == '_'; }
static int apostrophe(Py_UCS4 c) { return c == '\'' || c == 0x2019; }

/* Where a word's stretch of letters and figures ends. */
static Py_ssize_t stretch(const Line *x, Py_ssize_t i) {
    while (x->k[i] & ALNUM) i++;
    return i;
}

/* Where the 's or the like that begins at `i` ends, 0 if none does. */
static Py_ssize_t clitic(const Line *x, Py_ssize_t i) {
    const Py_UCS4 *s = x->s + i;
    int size = 2;
    if (!apostrophe(s[0])) return 0;
    if (((s[1] == 'r' || s[1] == 'v') && s[2] == 'e') || (s[1] == 'l' && s[2] == 'l')) size = 3;
    else if (s[1] != 's' && s[1] != 'd' && s[1] != 'm' && s[1] != 'S') return 0;
    return in_word(x, i + size) ? 0 : i + size;
}

/* Whether the point at `i`, behind a word, belongs to it. */
static int abbreviated(const Line *x, Py_ssize_t i) {
    static const char *const titles[] = {"Mr", "Ms", "Dr", "Lt", "Jr", "Sr", "St", "No", "vs",
        "Mrs", "Gov", "Sen", "Rep", "Gen", "Col", "Sgt", "Rev", "Capt", "Prof", NULL};
    const Py_UCS4 *s = x->s;
    if (x->k[i - 1] & ALNUM && !(x->k[i - 1] & DECIMAL) && s[i - 2] == '.') return 1;
    if (!(x->k[i + 1] & SPACE)) return 0;
    if (s[i - 1] >= 'A' && s[i - 1] <= 'Z' && !in_word(x, i - 2)) return 1;
    for (const char *const *title = titles; *title; title++) {
        Py_ssize_t size = (Py_ssize_t)strlen(*title), j = 0;
        while (j < size && s[i - size + j] == (Py_UCS4)(*title)[j]) j++;
        if (j == size && !in_word(x, i - size - 1)) return 1;
    }
    return 0;
}

/* Where the token that begins at `i` ends. */
static Py_ssize_t token_end(const Line *x, Py_ssize_t i) {
    const Py_UCS4 *s = x->s;
    Py_ssize_t end = clitic(x, i);
    if (!end && x->k[i] & ALNUM) {
        for (end = stretch(x, i); x->k[end + 1] & ALNUM; end = stretch(x, end + 1)) {
            Py_UCS4 c = s[end];
            if (apostrophe(c) ? clitic(x, end) != 0 : c != '-' && c != 0x2010 && c != 0x2011
                && c != '&' && c != '.' && c != ',' && c != '/') break;
        }
        if (s[end] == '.' && abbreviated(x, end)) end++;
    } else if (!end && !(x->k[i] & SPACE)) {
        Py_UCS4 c = s[i];
        end = i + 1;
        if (c == '.' && s[end] == '.' && s[end + 1] == '.')
            while (s[end] == '.') end++;
        else if ((c == '-' || c == '\'' || c == '`') && s[end] == c) end++;
    }
    for (end = end ? end : i; x->k[end] & SPACE;) end++;
    return end;
}

/* The token `text`, of `length` characters, that begins at `at` in `whole`. */
static PyObject *piece_of(Tokens *m, PyObject *whole, Py_ssize_t at, const Py_UCS4 *text,
                          Py_ssize_t length) {
    if (length > SHORT) return PyUnicode_Substring(whole, at, at + length);
    uint64_t hash = (uint64_t)length;
    for (Py_ssize_t i = 0; i < length; i++) hash = hash * BASE + text[i];
    Piece *known = &m->known[mixed(hash) % PIECES];
    if (!known->piece || known->hash != hash || PyUnicode_GetLength(known->piece) != length) {
        PyObject *old = known->piece, *made = PyUnicode_Substring(whole, at, at + length);
        if (!made) return NULL;
        *known = (Piece){made, hash};
        Py_XDECREF(old);
    }
    return Py_NewRef(known->piece);
}

/* What a character is that was not met before, or 0 with an exception. */
static uint8_t kind_of(Tokens *m, Py_UCS4 c) {
    PyObject *kind = PyObject_CallFunction(m->kind, "C", (int)c);
    long bits = kind ? PyLong_AsLong(kind) : -1;
    Py_XDECREF(kind);
    return m->kinds[c] = bits < 0 ? 0 : (uint8_t)(bits | KNOWN);
}

static PyObject *findall(PyObject *self, PyObject *text) {
    Tokens *m = (Tokens *)self;
    PyObject *out = NULL;
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "a string"), NULL;
    Py_ssize_t n = PyUnicode_GetLength(text), i, end;
    if (n > PY_SSIZE_T_MAX / 8 - 2 * MARGIN) return PyErr_NoMemory();
    Py_UCS4 *s = calloc((size_t)n + 2 * MARGIN, sizeof *s + 1);
    if (!s) return PyErr_NoMemory();
    uint8_t *k = (uint8_t *)(s + n + 2 * MARGIN);
    Line x = {s + MARGIN, k + MARGIN};
    if (!PyUnicode_AsUCS4(text, s + MARGIN, n + 1, 1)) goto done;
    for (i = 0; i < n; i++) {
        Py_UCS4 c = x.s[i];
        if (!(k[MARGIN + i] = m->kinds[c]) && !(k[MARGIN + i] = kind_of(m, c))) goto done;
    }
    if (!(out = PyList_New(0))) goto done;
    for (i = 0; i < n; i = end) {
        end = token_end(&x, i);
        PyObject *piece = piece_of(m, text, i, x.s + i, end - i);
        if (!piece || PyList_Append(out, piece) < 0) Py_CLEAR(out);
        Py_XDECREF(piece);
        if (!out) break;
    }
done:
    free(s);
    return out;
}

static PyObject *tokens_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *kind;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O", &kind)) return NULL;
    Tokens *m = (Tokens *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!m) return NULL;
    m->kind = Py_NewRef(kind);
    m->kinds = calloc(CHARACTERS, 1);
    m->known = calloc(PIECES, sizeof *m->known);
    if (m->kinds && m->known) return (PyObject *)m;
    Py_DECREF(m);
    return PyErr_NoMemory();
}

static void tokens_dealloc(PyObject *self) {
    Tokens *m = (Tokens *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (int i = 0; m->known && i < PIECES; i++) Py_XDECREF(m->known[i].piece);
    Py_XDECREF(m->kind);
    free(m->kinds);
    free(m->known);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* The tables, of what native.py hands over; numbers are in the machine's order of bytes. */

/* Note names: the lines of `text`, whose values are `width` numbers each. */
static int note_names(Rankers *m, int space, PyObject *given) {
    int width;
    PyObject *text;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(given, "iU", &width, &text)) return -1;
    const char *from = PyUnicode_AsUTF8AndSize(text, &size), *end, *stop;
    if (!from) return -1;
    end = from + size;
    for (size_t at = 0; from < end; from = stop + 1, at += (size_t)width) {
        if (!(stop = memchr(from, '\n', (size_t)(end - from)))) stop = end;
        uint64_t hash = joined(hash_of_space(space), part_of(from, (size_t)(stop - from)));
        Name *name = name_at(m, hash);
        /* Two of one hash, which is most unlikely, would have one value. */
        if (width < 1 || m->name_count++ > NAMES / 4 * 3 || name->hash || !hash)
            return wrong("names");
        *name = (Name){hash, (uint32_t)at};
    }
    return 0;
}

/* Of (width, values, keys, template, space of names). */
static int make_table(Rankers *m, int number, PyObject *given) {
    Table *table = &m->tables[number];
    int width, lines = WIDTH[number];
    Bytes values, keys;
    if (!PyArg_ParseTuple(given, "iO&O&si", &width, bytes_of, &values, bytes_of, &keys,
                          &table->program, &table->space)) return -1;
    table->values = values.text;
    size_t count = table->count = (size_t)values.size / 2;
    if (width != lines) return wrong("a table of another shape");
    if (lines > 0 && count != (size_t)lines * (size_t)m->tags) return wrong("a grid");
    if (lines) return 0;
    if ((size_t)keys.size != 4 * count) return wrong("pairs");
    for (table->mask = 64; table->mask <= 2 * count;) table->mask *= 2;
    if (!(table->pairs = malloc(table->mask * sizeof(Pair)))) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < table->mask; i++) table->pairs[i] = (Pair){UINT32_MAX, 0};
    table->mask--;
    for (size_t i = 0; i < count; i++) {
        uint32_t key;
        memcpy(&key, keys.text + 4 * i, sizeof key);
        *pair_at(table, key) = (Pair){key, number_at(table->values, i)};
    }
    return 0;
}

static int make(Rankers *m, PyObject *names, PyObject *tables) {
    const int *number = m->number;
    m->memo = calloc(MEMO, sizeof *m->memo);
    m->rows = calloc(ROWS, sizeof *m->rows);
    m->names = calloc(NAMES, sizeof *m->names);
    m->seen = calloc(SEEN, sizeof *m->seen);
    if (!m->memo || !m->rows || !m->names || !m->seen) return PyErr_NoMemory(), -1;
    if (m->tags < 1 || m->tags > TAGS_MOST || number[EDGE] < 0 || number[EDGE] >= m->tags
        || number[LONGEST] < 1 || number[LONGEST] > 10000 || number[LONGEST_CUE] > 10000)
        return wrong("a number");
    for (int i = STEPS; i < NUMBERS; i++)
        if (number[i] < 0 || number[i] >= NEAR) return wrong("a step");
    for (int i = 0; i <= FIELD; i++) {
        char text[8];
        PyOS_snprintf(text, sizeof text, "%d", i > TRUE_ ? i - FIELD - 1 : i);
        m->spelled[i] = part_of(text, strlen(text));
    }
    m->spelled[TRUE_] = part_of("True", 4);
    m->spelled[FALSE_] = part_of("False", 5);
    for (int i = 0; i < PyTuple_Size(names); i++)
        if (note_names(m, i, PyTuple_GetItem(names, i)) < 0) return -1;
    if (PyTuple_Size(tables) != TABLES) return wrong("how many tables there are");
    for (int i = 0; i < TABLES; i++)
        if (make_table(m, i, PyTuple_GetItem(tables, i)) < 0) return -1;
    return 0;
}

static PyObject *rankers_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *names, *tables, *reports;
    Bytes sets, numbers;
    int tags;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "iO!O!O&O&O", &tags, &PyTuple_Type, &names, &PyTuple_Type, &tables,
                          bytes_of, &sets, bytes_of, &numbers, &reports)) return NULL;
    if (sets.size != 4 << BITS || numbers.size != NUMBERS * sizeof(int))
        return wrong("sets or numbers"), NULL;
    Rankers *m = (Rankers *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);  /* all zero */
    if (!m) return NULL;
    m->tags = tags;
    m->kept = Py_NewRef(tables);        /* values are read in place */
    m->reports = Py_NewRef(reports);
    memcpy(m->sets, sets.text, sizeof m->sets);
    memcpy(m->number, numbers.text, sizeof m->number);
    if (make(m, names, tables) == 0) return (PyObject *)m;
    Py_DECREF(m);
    return NULL;
}

static void rankers_dealloc(PyObject *self) {
    Rankers *m = (Rankers *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (int i = 0; i < TABLES; i++) free(m->tables[i].pairs);
    if (m->seen) forget(m);
    Py_XDECREF(m->kept);
    Py_XDECREF(m->reports);
    free(m->memo);
    free(m->names);
    free(m->words);
    free(m->rows);
    free(m->seen);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {
    {"attributions", attributions, METH_VARARGS, NULL},
    {"learn", learn, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot type_slots[] = {
    {Py_tp_new, (void *)rankers_new},
    {Py_tp_dealloc, (void *)rankers_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};
static PyType_Spec type_spec = {"rhetorictui.layers._rankers.Rankers", sizeof(Rankers), 0,
                                Py_TPFLAGS_DEFAULT, type_slots};

static PyMethodDef tokens_methods[] = {{"findall", findall, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyType_Slot tokens_slots[] = {
    {Py_tp_new, (void *)tokens_new},
    {Py_tp_dealloc, (void *)tokens_dealloc},
    {Py_tp_methods, tokens_methods},
    {0, NULL},
};
static PyType_Spec tokens_spec = {"rhetorictui.layers._rankers.Tokens", sizeof(Tokens), 0,
                                  Py_TPFLAGS_DEFAULT, tokens_slots};

static int add_type(PyObject *module, const char *name, PyType_Spec *spec) {
    PyObject *type = PyType_FromSpec(spec);
    int done = type ? PyModule_AddObjectRef(module, name, type) : -1;
    Py_XDECREF(type);
    return done;
}

static int fill(PyObject *module) {
    if (add_type(module, "Rankers", &type_spec) < 0) return -1;
    if (add_type(module, "Tokens", &tokens_spec) < 0) return -1;
    return PyModule_AddIntConstant(module, "TWIN", TWIN);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_rankers", NULL, 0, NULL, module_slots,
                                 NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__rankers(void) { return PyModuleDef_Init(&definition); }
