package org.loyalty4j.customer;

import java.util.NoSuchElementException;

/** A customer was named who is not enrolled here. */
public class UnknownCustomerException extends NoSuchElementException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception for an id. */
    public UnknownCustomerException(CustomerId id) {
        super("No customer has the id " + id.value() + "; enroll the customer first");
    }
}
