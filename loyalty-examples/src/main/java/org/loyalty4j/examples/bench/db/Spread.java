package org.loyalty4j.examples.bench.db;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Values of several rounds.
 *
 * @param median the one in the middle
 * @param least the least
 * @param most the most
 */
record Spread(double median, double least, double most) {

    static <T> Spread of(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
