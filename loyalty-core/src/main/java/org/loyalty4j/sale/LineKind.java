package org.loyalty4j.sale;

/** What a line of a receipt is for. */
public enum LineKind {
    /** Goods or services. */
    GOODS,
    /** Delivery. */
    SHIPPING,
    /** A charge, such as for packing. */
    FEE,
    /** A tip. */
    TIP,
    /** A deposit on a bottle or a crate. */
    DEPOSIT,
    /** A gift card that was bought. */
    GIFT_CARD,
    /** Something given for points. It weighs nothing: nothing was paid for it. */
    REWARD
}
