/** What happened with a customer and what is owed: contacts, tasks, promises, agreements, documents, in one timeline. */
@NullMarked
package org.loyalty4j.history;

import org.jspecify.annotations.NullMarked;
