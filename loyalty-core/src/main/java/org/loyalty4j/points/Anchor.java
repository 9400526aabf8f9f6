package org.loyalty4j.points;

/**
 * How far an account had come at some time. Kept outside the database, it shows later whether the account still is the one
 * that went on from there. It holds nothing personal.
 *
 * @param account whose
 * @param number the number of the account's last posting then, from 1
 * @param hash the hash of that posting, and so of all before it
 */
public record Anchor(AccountId account, long number, ChainHash hash) {}
