package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportStyleTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z]+): #([0-9a-f]{6});");

    @Test
    void text_is_readable_in_light_and_dark() throws Exception {
        for (Map<String, Integer> scheme : schemes()) {
            for (String ground : List.of("paper", "card")) {
                for (String text : List.of("ink", "soft")) {
                    assertThat(contrast(scheme, text, ground))
                            .as(text + " on " + ground)
                            .isGreaterThan(4.5);
                }
            }
            assertThat(contrast(scheme, "points", "paper")).isGreaterThan(4.5);
        }
    }

    @Test
    void bars_stand_out_from_their_ground_in_light_and_dark() throws Exception {
        for (Map<String, Integer> scheme : schemes()) {
            for (String paint : List.of("points", "spent", "gone", "money", "people")) {
                assertThat(contrast(scheme, paint, "card")).as(paint).isGreaterThan(3.0);
            }
        }
    }

    @Test
    void every_paint_of_a_chart_has_a_colour() throws Exception {
        for (String paint : List.of("points", "spent", "gone", "money", "people")) {
            assertThat(style()).contains("." + paint + " { --tone: var(--" + paint + "); }");
        }
    }

    /** The light colours, then the dark ones. */
    private static List<Map<String, Integer>> schemes() throws Exception {
        String[] parts = style().split("prefers-color-scheme: dark", -1);
        assertThat(parts).hasSize(2);
        return List.of(colours(parts[0]), colours(parts[1]));
    }

    private static Map<String, Integer> colours(String part) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(part);
        while (matcher.find()) {
            colours.putIfAbsent(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        assertThat(colours).hasSizeGreaterThan(9);
        return colours;
    }

    /** The ratio of the Web Content Accessibility Guidelines, from 1 to 21. */
    private static double contrast(Map<String, Integer> scheme, String one, String other) {
        double a = luminance(requireNonNull(scheme.get(one), one));
        double b = luminance(requireNonNull(scheme.get(other), other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) + 0.0722 * channel(colour);
    }

    private static double channel(int bits) {
        double share = (bits & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String style() throws Exception {
        try (InputStream file = ReplayReport.class.getResourceAsStream("report.css")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
