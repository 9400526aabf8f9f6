package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static final long HEIGHT = 230_00;

    @Test
    void steps_are_round_and_the_largest_value_fits() {
        Scale scale = Scale.reaching(new BigDecimal("26000"), BigDecimal.ZERO, HEIGHT);

        assertThat(scale.step()).isEqualByComparingTo("5000");
        assertThat(scale.up()).isEqualTo(6);
        assertThat(scale.down()).isZero();
        assertThat(scale.fall(BigDecimal.ZERO)).isEqualTo(HEIGHT);
        assertThat(scale.length(new BigDecimal("15000"))).isEqualTo(HEIGHT / 2);
    }

    @Test
    void zero_stands_where_both_sides_meet() {
        Scale scale = Scale.reaching(new BigDecimal("200"), new BigDecimal("90"), HEIGHT);

        assertThat(scale.up()).isEqualTo(4);
        assertThat(scale.down()).isEqualTo(2);
        assertThat(scale.fall(BigDecimal.ZERO)).isEqualTo(scale.length(new BigDecimal("200")));
    }

    @Test
    void nothing_and_the_largest_numbers_have_a_scale_too() {
        assertThat(Scale.reaching(BigDecimal.ZERO, BigDecimal.ZERO, HEIGHT).up())
                .isEqualTo(1);

        BigDecimal large = new BigDecimal("1E+40");
        Scale scale = Scale.reaching(large, large, HEIGHT);
        assertThat(scale.up()).isEqualTo(scale.down()).isBetween(1, 3);
        assertThat(scale.fall(large)).isBetween(0L, HEIGHT / 2);
    }
}
