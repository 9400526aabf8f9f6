package org.loyalty4j.command;

/** Why an everyday request was answered with "no". Each constant ends the sentence "refused, because…". */
public enum Refusal {
    /** The account is closed. */
    ACCOUNT_CLOSED,
    /** The account is frozen: its points cannot be used. */
    ACCOUNT_FROZEN,
    /** The customer has left the program. */
    MEMBERSHIP_ENDED,
    /** The program that is valid now does not offer this reward. */
    REWARD_NOT_OFFERED,
    /** The reward asks for a higher tier. */
    TIER_TOO_LOW,
    /** Fewer points are available than the program asks for before any can be used. */
    BALANCE_TOO_LOW,
    /** Fewer points are available than were asked for. */
    TOO_FEW_POINTS,
    /** More points were asked for than the program lets be used at once. */
    ABOVE_MAXIMUM,
    /** More points were asked for than the program lets be used in this day, week, month, year or ever. */
    PERIOD_LIMIT_REACHED,
    /** Points may pay only a part of the purchase, and fewer would pay it. */
    PURCHASE_SHARE_EXCEEDED,
    /** Points may pay only a part of some lines, and fewer would pay it. */
    LINE_SHARE_EXCEEDED,
    /** The program lets only multiples of a number of points be used. */
    NOT_A_MULTIPLE,
    /** Fewer points were asked for, or can be used, than the program lets be used at once. */
    BELOW_MINIMUM,
    /** The tender of points says another amount than the points used are worth. */
    TENDER_DIFFERS,
    /** No such purchase of this customer is recorded. */
    UNKNOWN_PURCHASE,
    /** The program takes nothing back of which nobody knows the purchase. */
    ORIGIN_REQUIRED,
    /** More was given back than was bought and not yet returned. */
    MORE_THAN_BOUGHT,
    /** No such redemption of this customer is recorded. */
    UNKNOWN_REDEMPTION,
    /** The redemption pays another purchase already. */
    REDEMPTION_ALREADY_USED,
    /** All of it was undone before, or came back with the purchase it paid. */
    ALREADY_UNDONE,
    /** More was to be undone than is left to undo. */
    MORE_THAN_USED,
    /** It is itself the undoing of something, and that is not undone. */
    NOT_REVERSIBLE,
    /** No such transfer between these customers is recorded. */
    UNKNOWN_TRANSFER,
    /** The account at the other end is closed or frozen, or its holder has left. */
    OTHER_ACCOUNT_UNAVAILABLE,
    /** The points of the transfer are not there any more: used, transferred on or gone. */
    POINTS_SPENT,
    /** All of the purchase has come back before. */
    ALREADY_RETURNED,
    /** No such hold of this customer is recorded. */
    UNKNOWN_HOLD,
    /** More points were asked for than are held. */
    EXCEEDS_HOLD,
    /** The points that were held are used already. */
    HOLD_ALREADY_CAPTURED,
    /** The points that were held were given back already. */
    HOLD_ALREADY_RELEASED,
    /** The time of the hold is over. */
    HOLD_LAPSED,
    /** Another customer has this card, phone or reference. */
    IDENTIFIER_TAKEN,
    /** Points are left on the account. */
    POINTS_LEFT,
    /** No such event of this customer is recorded. */
    UNKNOWN_ACTIVITY,
    /** No such bonus of this customer is recorded. */
    UNKNOWN_BONUS,
    /** Fewer points of it are pending than the request is about, or none. */
    NOT_PENDING,
    /** Points of the account are held. */
    HOLDS_LEFT,
    /** The program that is valid now has no such tier. */
    UNKNOWN_TIER,
    /** No tier was given to this customer by hand under that key. */
    UNKNOWN_OVERRIDE,
    /** Another tier was given by hand since. */
    OVERRIDE_REPLACED,
    /** The tier that was given by hand was taken back already. */
    OVERRIDE_ALREADY_REVOKED,
    /** The time of the tier that was given by hand is over. */
    OVERRIDE_OVER,
    /** The program lets no guest purchases of that time be claimed. */
    NOT_CLAIMABLE,
    /** The time is over within which the guest purchase could be claimed. */
    CLAIM_TOO_LATE,
    /** The guest purchase is claimed already; a claim is told this where it is the same customer's. */
    ALREADY_CLAIMED,
    /** Another customer has claimed the guest purchase. */
    CLAIMED_BY_ANOTHER,
    /** No points of this customer have expired with a posting of that number. */
    UNKNOWN_EXPIRY,
    /** All points that expired with it were given back before. */
    ALREADY_REINSTATED,
    /** More points were to be given back than have expired with it and were not given back yet. */
    MORE_THAN_EXPIRED,
    /** The account owes points. */
    DEBT_LEFT,
    /** No points that could be used go before that instant, or none of that lot do. */
    NOTHING_EXPIRES,
    /** The program lets one person give or take so many points by hand only if another one agrees. */
    APPROVAL_NEEDED,
    /** The program lets nobody give or take points by hand for that reason, or asks for the code of one. */
    REASON_NOT_ALLOWED,
    /** The identifier is not this customer's. */
    UNKNOWN_IDENTIFIER,
    /** The identifier is blocked. */
    IDENTIFIER_BLOCKED,
    /** Another identifier has come in the place of this one, which never comes back. */
    IDENTIFIER_REPLACED,
    /** The task is done, or is not to be done any more. */
    TASK_CLOSED,
    /** What is on record has come to its end, or is in force, and does not change so. */
    ENTRY_CLOSED,
    /** It was said anew since the caller has seen it. */
    CHANGED_MEANWHILE,
    /** The pipeline does not lead from the one stage to the other. */
    STAGE_NOT_ALLOWED,
    /** Whoever that is was erased, and is not to be brought back by a file. */
    PERSON_ERASED,
    /** The customer to be absorbed is merged into another one already, or the other one into him. */
    ALREADY_MERGED,
    /** The customer to be absorbed has points, purchases or a tier; the other one may be merged into him. */
    ACCOUNT_IN_USE,
    /** The customer is not merged into another one. */
    NOT_MERGED,
    /** The customer into whom this one was merged was merged on himself, which has to be undone first. */
    MERGED_ON
}
