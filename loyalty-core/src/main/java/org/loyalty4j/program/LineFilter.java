package org.loyalty4j.program;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.PurchaseLine;

/**
 * Which lines of a purchase a rule is about. A line passes when its kind is listed, every include that is given names
 * it, and no exclude does.
 *
 * @param kinds the kinds, at least one
 * @param include what a line must be
 * @param exclude what a line must not be
 */
public record LineFilter(Set<LineKind> kinds, Match include, Match exclude) {

    private static final Match ANY = new Match(Set.of(), List.of(), Set.of(), Map.of());

    /**
     * Properties of an article. An empty part says nothing. Texts are compared in Unicode's composed form (NFC) and
     * without outer white space, letter for letter, in no language: {@code I} and {@code i} are two letters everywhere.
     *
     * @param skus the shop's numbers
     * @param categories paths; an article matches when its own path begins with one of them
     * @param brands the brands
     * @param attributes names and values
     */
    public record Match(
            Set<String> skus, List<List<String>> categories, Set<String> brands, Map<String, String> attributes) {

        /** Copies the parts. */
        public Match {
            skus = clean(skus);
            categories = categories.stream()
                    .map(path -> path.stream().map(Match::clean).toList())
                    .toList();
            brands = clean(brands);
            Map<String, String> names = new HashMap<>();
            attributes.forEach((name, value) -> names.put(clean(name), clean(value)));
            attributes = Map.copyOf(names);
        }

        private static Set<String> clean(Set<String> texts) {
            return texts.stream().map(Match::clean).collect(Collectors.toUnmodifiableSet());
        }

        private static String clean(String text) {
            return (Normalizer.isNormalized(text, Normalizer.Form.NFC)
                            ? text
                            : Normalizer.normalize(text, Normalizer.Form.NFC))
                    .strip();
        }

        /** Matches articles by their numbers. */
        public static Match skus(String... skus) {
            return new Match(Set.of(skus), List.of(), Set.of(), Map.of());
        }

        /** Matches articles in a category, or in one below it. */
        public static Match category(String... path) {
            return new Match(Set.of(), List.of(List.of(path)), Set.of(), Map.of());
        }

        /** Matches articles of brands. */
        public static Match brands(String... brands) {
            return new Match(Set.of(), List.of(), Set.of(brands), Map.of());
        }

        /** Matches articles with an attribute. */
        public static Match attribute(String name, String value) {
            return new Match(Set.of(), List.of(), Set.of(), Map.of(name, value));
        }

        private boolean isEmpty() {
            return skus.isEmpty() && categories.isEmpty() && brands.isEmpty() && attributes.isEmpty();
        }

        private boolean all(PurchaseLine.Article article) {
            return (skus.isEmpty() || hasSku(article))
                    && (categories.isEmpty() || hasCategory(article))
                    && (brands.isEmpty() || hasBrand(article))
                    && attributes.entrySet().stream().allMatch(wanted -> has(article, wanted));
        }

        private boolean any(PurchaseLine.Article article) {
            return hasSku(article)
                    || hasCategory(article)
                    || hasBrand(article)
                    || attributes.entrySet().stream().anyMatch(unwanted -> has(article, unwanted));
        }

        /** A purchase keeps paths and attributes as the till wrote them. */
        private static boolean has(PurchaseLine.Article article, Map.Entry<String, String> attribute) {
            return article.attributes().entrySet().stream()
                    .anyMatch(own -> clean(own.getKey()).equals(attribute.getKey())
                            && clean(own.getValue()).equals(attribute.getValue()));
        }

        private boolean hasSku(PurchaseLine.Article article) {
            return article.sku() != null && skus.contains(article.sku());
        }

        private boolean hasBrand(PurchaseLine.Article article) {
            return article.brand() != null && brands.contains(article.brand());
        }

        private boolean hasCategory(PurchaseLine.Article article) {
            if (categories.isEmpty()) {
                return false;
            }
            List<String> own = article.category().stream().map(Match::clean).toList();
            return categories.stream()
                    .anyMatch(path -> path.size() <= own.size()
                            && own.subList(0, path.size()).equals(path));
        }
    }

    /** Copies the kinds and checks that there is one. */
    public LineFilter {
        new Violations()
                .check(!kinds.isEmpty(), "filter.kinds", Code.REQUIRED, "at least one kind of line is required")
                .throwIfAny();
        kinds = Set.copyOf(kinds);
    }

    /** Passes goods: not gift cards, which earn when they are spent, nor delivery, fees, tips, deposits and rewards. */
    public static LineFilter goods() {
        return new LineFilter(EnumSet.of(LineKind.GOODS), ANY, ANY);
    }

    /** Passes lines of some kinds. */
    public static LineFilter kinds(LineKind first, LineKind... more) {
        return new LineFilter(EnumSet.of(first, more), ANY, ANY);
    }

    /** Returns this filter, passing only what matches in every part that is given. */
    public LineFilter only(Match match) {
        return new LineFilter(kinds, match, exclude);
    }

    /** Returns this filter, not passing what matches in any part that is given. */
    public LineFilter without(Match match) {
        return new LineFilter(kinds, include, match);
    }

    /** Says whether a line passes. */
    public boolean passes(PurchaseLine line) {
        if (!kinds.contains(line.kind())) {
            return false;
        }
        PurchaseLine.Article article = line.article();
        if (article == null) {
            return include.isEmpty();
        }
        return include.all(article) && !exclude.any(article);
    }
}
