package io.munjigi.persistence;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the pool give up connections to a database that H2 has closed upon a fault, such as a full disk. H2 says of them that they are valid, and
 * they fail for ever; a new one opens the file again.
 */
final class ClosedByFault implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return SqlFailures.isH2Fault(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
