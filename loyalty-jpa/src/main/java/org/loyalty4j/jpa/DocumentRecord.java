package org.loyalty4j.jpa;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record as an object of its components; see {@link ProgramDocument} for those that are not there. Immutable. */
final class DocumentRecord implements DocumentCodec {

    private final List<Part> parts;
    private final Set<String> names;
    private final Constructor<?> constructor;

    /**
     * A component.
     *
     * @param before what it is when it is not there, null if it has no default but null
     * @param mayBeNull says whether null is a value of its type; its record may still refuse it
     */
    record Part(
            String name,
            Method accessor,
            DocumentCodec codec,
            @Nullable Object before,
            boolean mayBeNull) {

        boolean isDefault(@Nullable Object value) {
            return Objects.equals(value, before);
        }

        @Nullable
        Object read(Map<?, ?> members, String path) {
            Object tree = members.get(name);
            if (tree != null) {
                return codec.read(tree, path + "." + name);
            }
            Object value = members.containsKey(name) ? null : before;
            if (value == null && !mayBeNull) {
                throw DocumentCodec.bad(path + "." + name, "is missing");
            }
            return value;
        }
    }

    /**
     * Makes the codec of a record.
     *
     * @param type an accessible record, with an accessible canonical constructor
     * @param parts its components, in their order
     */
    DocumentRecord(Class<?> type, List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.names = parts.stream().map(Part::name).collect(Collectors.toUnmodifiableSet());
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException notARecord) {
            throw new IllegalArgumentException(type + " has no canonical constructor", notARecord);
        }
    }

    @Override
    public Object write(Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Part part : parts) {
            Object component = component(value, part);
            if (!part.isDefault(component)) {
                members.put(part.name(), component == null ? null : part.codec().write(component));
            }
        }
        return members;
    }

    @Override
    public Object read(@Nullable Object tree, String path) {
        if (!(tree instanceof Map<?, ?> members)) {
            throw DocumentCodec.bad(path, "an object is expected");
        }
        for (Object name : members.keySet()) {
            if (!names.contains(name)) {
                throw DocumentCodec.unknown(path + "." + name);
            }
        }
        @Nullable
        Object[] values = parts.stream().map(part -> part.read(members, path)).toArray();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getTargetException();
            if (cause instanceof Error error) {
                throw error;
            }
            String message = cause instanceof NullPointerException ? "a part is missing" : cause.getMessage();
            throw new IllegalArgumentException(path + ": " + message, cause);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(constructor + " cannot be called", closed);
        }
    }

    private static @Nullable Object component(Object value, Part part) {
        try {
            return part.accessor().invoke(value);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(part.accessor() + " cannot be called", closed);
        }
    }
}
