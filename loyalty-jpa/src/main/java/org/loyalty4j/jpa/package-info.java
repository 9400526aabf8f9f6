/** The store for relational databases. */
package org.loyalty4j.jpa;
