package org.loyalty4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All texts that an object holds, however deep: its fields, and what is in collections. */
final class TextsWithin {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final List<String> texts = new ArrayList<>();

    private TextsWithin() {}

    static List<String> of(Object root) {
        TextsWithin within = new TextsWithin();
        within.add(root);
        while (!within.open.isEmpty()) {
            within.look(within.open.pop());
        }
        return within.texts;
    }

    private void add(@Nullable Object value) {
        if (value instanceof String text) {
            texts.add(text);
        } else if (value != null && seen.add(value)) {
            open.push(value);
        }
    }

    private void look(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                add(key);
                add(each);
            });
        } else if (value instanceof Collection<?> several) {
            several.forEach(this::add);
        } else if (value instanceof Object[] array) {
            for (Object each : array) {
                add(each);
            }
        } else if (value.getClass().getName().startsWith("org.loyalty4j.")) {
            for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
                fields(type, value);
            }
        } else {
            texts.add(value.toString());
        }
    }

    private void fields(Class<?> type, Object value) {
        for (Field field : type.getDeclaredFields()) {
            if (type.getName().startsWith("org.loyalty4j.")
                    && !Modifier.isStatic(field.getModifiers())
                    && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    add(field.get(value));
                } catch (IllegalAccessException impossible) {
                    throw new LinkageError("The field was made accessible", impossible);
                }
            }
        }
    }
}
