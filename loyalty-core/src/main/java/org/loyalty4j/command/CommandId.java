package org.loyalty4j.command;

import java.util.UUID;

/**
 * Our own id of a command that was written, time-ordered (UUID version 7).
 *
 * @param value the id
 */
public record CommandId(UUID value) {}
