package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.loyalty4j.program.LoyaltyProgram;

/** A published version of the program. */
@Entity
@Table(name = "loyalty_program_version")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ProgramRow {

    @Id
    @Column(name = "version")
    int version;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "publication")
    UUID publication;

    @Column(name = "document")
    String document;

    /**
     * Makes the row of a version.
     *
     * @param place which publishing of the store it is, counted from 1; with one purse that is its version
     */
    static ProgramRow of(LoyaltyProgram program, int place) {
        ProgramRow row = new ProgramRow();
        row.version = place;
        row.validFrom = program.validFrom();
        row.publication = UUID.randomUUID();
        row.document = ProgramDocument.write(program);
        return row;
    }

    LoyaltyProgram program() {
        return ProgramDocument.read(document);
    }
}
