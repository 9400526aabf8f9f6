package org.loyalty4j.examples;

/**
 * Where something stands in a form.
 *
 * @param line the line, from 1
 * @param column the character of the line, from 1
 * @param path the words that lead there, such as {@code rules[0].points}; empty for the form as a whole
 */
record FormPlace(int line, int column, String path) {

    /** Returns the path of something within. */
    String pathTo(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns the place at which something is missing. */
    FormPlace lacking(String name) {
        return new FormPlace(line, column, pathTo(name));
    }

    /** Says whether this is a place or a part of it. */
    boolean isWithin(FormPlace other) {
        return path.equals(other.path) || path.startsWith(other.path + ".") || path.startsWith(other.path + "[");
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column + (path.isEmpty() ? "" : ", " + path);
    }
}
