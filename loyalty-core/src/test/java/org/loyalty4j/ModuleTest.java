package org.loyalty4j;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {

    private static ModuleDescriptor core() {
        return ModuleFinder.of(Path.of("target", "classes"))
                .find("org.loyalty4j.core")
                .orElseThrow()
                .descriptor();
    }

    @Test
    void the_module_needs_only_logging_and_caching_at_run_time() {
        assertThat(core().requires().stream()
                        .filter(needed -> !needed.modifiers().contains(STATIC))
                        .map(Requires::name)
                        .collect(toSet()))
                .containsExactlyInAnyOrder("java.base", "org.slf4j", "com.github.benmanes.caffeine");
    }

    @Test
    void every_room_is_exported_to_everybody() {
        assertThat(core().exports()).noneMatch(Exports::isQualified);
        assertThat(core().exports().stream().map(Exports::source).collect(toSet()))
                .isEqualTo(core().packages());
    }
}
