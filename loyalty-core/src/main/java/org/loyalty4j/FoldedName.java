package org.loyalty4j;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as it is compared: its words in small Latin letters without marks, in the order of the letters, so that neither case
 * nor script nor order tells two apart. Cyrillic is transliterated; letters of other scripts stay as they are.
 *
 * <p>A word also has a sound, a rule of our own in the manner of Soundex and Kölner Phonetik that favors no language: letters
 * that are written for one sound become one, vowels after the first letter and doubled letters are dropped. Words of one sound
 * are looked at more closely, no more.
 *
 * @param words the words; a single letter and an organization's legal form are not among them, unless there are no others
 */
record FoldedName(List<String> words) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Of a longer name the longest words count. */
    private static final int WORDS_MAX = 4;

    private static final int SOUND_MAX = 12;

    /** A letter may be wrong in a word that has so many. */
    private static final int MISSPELT_FROM = 5;

    private static final String VOWELS = "aeiou";

    /** Legal forms of organizations: who writes a name leaves them out or not. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "ag", "gmbh", "kg", "ohg", "ug", "ev", "se", "ltd", "limited", "llc", "llp", "plc", "inc", "corp", "co",
            "company", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv", "ab", "as", "oy", "oyj", "aps", "doo", "dd",
            "ooo", "oao", "zao", "pao", "ao", "ip", "tov", "sro", "zoo", "kft", "zrt", "and", "und", "et");

    /** Letters that no decomposition leads to plain ones, and Cyrillic, as it is commonly read in passports. */
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('ß', "ss"),
            Map.entry('ø', "o"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ı', "i"),
            Map.entry('а', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('ґ', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('є', "e"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('і', "i"),
            Map.entry('к', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('о', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "kh"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "shch"),
            Map.entry('ъ', ""),
            Map.entry('ы', "y"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "iu"),
            Map.entry('я', "ia"));

    /** What is written for one sound, the longer spellings first. */
    private static final List<Map.Entry<String, String>> SOUNDS = List.of(
            Map.entry("tsch", "s"),
            Map.entry("shch", "s"),
            Map.entry("sch", "s"),
            Map.entry("tch", "s"),
            Map.entry("sh", "s"),
            Map.entry("ch", "s"),
            Map.entry("zh", "s"),
            Map.entry("ts", "s"),
            Map.entry("tz", "s"),
            Map.entry("cz", "s"),
            Map.entry("ph", "f"),
            Map.entry("th", "t"),
            Map.entry("kh", "h"),
            Map.entry("ck", "k"),
            Map.entry("qu", "k"),
            Map.entry("c", "k"),
            Map.entry("q", "k"),
            Map.entry("w", "v"),
            Map.entry("x", "ks"),
            Map.entry("y", "i"),
            Map.entry("j", "i"),
            Map.entry("z", "s"));

    /** Copies the list. */
    FoldedName {
        words = List.copyOf(words);
    }

    /** Returns a name as it is compared, without words where it has no letters. */
    static FoldedName of(@Nullable String name) {
        if (name == null) {
            return new FoldedName(List.of());
        }
        List<String> all = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        plain = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
        for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
            int letter = plain.codePointAt(at);
            if (Character.isLetterOrDigit(letter)) {
                String latin = Character.isBmpCodePoint(letter) ? LETTERS.get((char) letter) : null;
                word.append(latin == null ? Character.toString(letter) : latin);
            } else if (letter != '\'' && letter != '’' && letter != '`' && letter != '.') {
                end(word, all);
            }
        }
        end(word, all);
        List<String> telling = all.stream()
                .filter(each -> each.codePointCount(0, each.length()) > 1 && !LEGAL_FORMS.contains(each))
                .toList();
        return new FoldedName(
                (telling.isEmpty() ? all : telling).stream().sorted().toList());
    }

    private static void end(StringBuilder word, List<String> all) {
        if (!word.isEmpty()) {
            all.add(word.toString());
            word.setLength(0);
        }
    }

    /** Returns what a word sounds like. */
    static String sound(String word) {
        String plain = word;
        for (Map.Entry<String, String> spelling : SOUNDS) {
            plain = plain.replace(spelling.getKey(), spelling.getValue());
        }
        StringBuilder sound = new StringBuilder();
        for (int at = 0; at < plain.length() && sound.length() < SOUND_MAX; at++) {
            char letter = plain.charAt(at);
            boolean vowel = VOWELS.indexOf(letter) >= 0;
            if (sound.isEmpty()) {
                // Elena and Yelena, Anna and Hanna.
                sound.append(vowel || letter == 'h' ? 'a' : letter);
            } else if (!vowel && letter != 'h' && letter != sound.charAt(sound.length() - 1)) {
                sound.append(letter);
            }
        }
        return sound.toString();
    }

    /** Returns what it sounds like in pairs of words: whoever leaves out one of three is found by the other two. */
    Set<String> sounds() {
        List<String> longest = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .limit(WORDS_MAX)
                .map(FoldedName::sound)
                .sorted()
                .toList();
        if (longest.size() < 2) {
            return Set.copyOf(longest);
        }
        Set<String> pairs = new LinkedHashSet<>();
        for (int i = 0; i < longest.size(); i++) {
            for (int j = i + 1; j < longest.size(); j++) {
                pairs.add(longest.get(i) + " " + longest.get(j));
            }
        }
        return pairs;
    }

    /** Says whether each word of the shorter name stands for another one of the longer name, at least two of them unless both have one. */
    boolean isLike(FoldedName other) {
        List<String> fewer = words.size() <= other.words.size() ? words : other.words;
        List<String> more = new ArrayList<>(words.size() <= other.words.size() ? other.words : words);
        if (fewer.isEmpty() || (fewer.size() == 1 && more.size() > 1)) {
            return false;
        }
        for (String word : fewer) {
            // The same word first, so that no other one takes its place.
            if (!more.remove(word)) {
                String like = more.stream()
                        .filter(each -> !fewer.contains(each) && isLike(word, each))
                        .findFirst()
                        .orElse(null);
                if (like == null) {
                    return false;
                }
                more.remove(like);
            }
        }
        return true;
    }

    private static boolean isLike(String one, String other) {
        int length = Math.max(one.length(), other.length());
        int most = sound(one).equals(sound(other)) ? length * 2 / 5 : length >= MISSPELT_FROM ? 1 : 0;
        return most > 0 && Math.abs(one.length() - other.length()) <= most && distance(one, other) <= most;
    }

    /** Returns how many letters have to be put in, taken out or replaced to make one word of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int same = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, 1 + Math.min(above, row[j - 1]));
                corner = above;
            }
        }
        return row[other.length()];
    }

    /** Shows nothing of the name. */
    @Override
    public String toString() {
        return "FoldedName[•]";
    }
}
