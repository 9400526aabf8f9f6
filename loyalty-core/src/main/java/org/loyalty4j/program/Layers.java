package org.loyalty4j.program;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that a long unit grows command by command, without copying all of it each time: layers, of which a later one
 * stands in for the earlier ones, and each is smaller than the one before. Immutable.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Layers<K, V> extends AbstractMap<K, V> {

    private final List<Map<K, V>> layers;

    private Layers(List<Map<K, V>> layers) {
        this.layers = layers;
    }

    /** Returns the entries of a map, which may be changed afterwards. */
    static <K, V> Layers<K, V> of(Map<K, V> entries) {
        if (entries instanceof Layers<K, V> layers) {
            return layers;
        }
        return new Layers<>(entries.isEmpty() ? List.of() : List.of(Map.copyOf(entries)));
    }

    /** Returns these entries with one more, or with another value of a key. */
    Layers<K, V> and(K key, V value) {
        List<Map<K, V>> more = new ArrayList<>(layers.size() + 1);
        more.addAll(layers);
        Map<K, V> last = Map.of(key, value);
        // A layer is copied only when as much is new as it holds, so each entry is copied a few times at most.
        while (!more.isEmpty() && more.get(more.size() - 1).size() <= last.size()) {
            Map<K, V> merged = new HashMap<>(more.remove(more.size() - 1));
            merged.putAll(last);
            last = merged;
        }
        more.add(last);
        return new Layers<>(more);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            V value = layers.get(i).get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public boolean isEmpty() {
        return layers.isEmpty();
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        Map<K, V> all = new LinkedHashMap<>();
        layers.forEach(all::putAll);
        return Collections.unmodifiableMap(all).entrySet();
    }
}
