package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayersTest {

    @Test
    void layers_hold_what_a_map_holds_and_earlier_ones_stay_as_they_are() {
        Random random = new Random(7);
        Map<Integer, String> plain = new HashMap<>(Map.of(1000, "first"));
        Layers<Integer, String> layers = Layers.of(plain);
        List<Layers<Integer, String>> all = new ArrayList<>();
        List<Map<Integer, String>> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int key = random.nextInt(200);
            layers = layers.and(key, "value " + i);
            plain.put(key, "value " + i);
            all.add(layers);
            expected.add(Map.copyOf(plain));
        }

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo(expected.get(i)).hasSameSizeAs(expected.get(i));
            for (int key = 0; key < 200; key++) {
                assertThat(all.get(i).get(key)).isEqualTo(expected.get(i).get(key));
            }
        }
    }

    @Test
    void layers_of_layers_are_themselves_and_of_nothing_are_empty() {
        Layers<String, String> some = Layers.of(Map.of("a", "b"));

        assertThat(Layers.of(some)).isSameAs(some);
        assertThat(Layers.of(Map.of())).isEmpty();
        assertThat(some.containsKey("b")).isFalse();
    }
}
