package org.loyalty4j.event;

import java.util.UUID;

/**
 * Our own id of an event. Who hears of one event in several ways knows it by its id.
 *
 * @param value the id
 */
public record EventId(UUID value) {}
