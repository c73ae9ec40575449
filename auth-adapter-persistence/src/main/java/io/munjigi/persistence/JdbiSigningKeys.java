package io.munjigi.persistence;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiSigningKeys implements SigningKeys {

    private final Queries queries;
    private final RevocationRecord record;

    JdbiSigningKeys(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.record = new RevocationRecord(clock);
    }

    @Override
    public List<SigningKey> all() {
        return queries.run(handle -> handle.createQuery("SELECT * FROM signing_keys ORDER BY number")
                .map(JdbiSigningKeys::key)
                .list());
    }

    @Override
    public boolean append(SigningKey key, @Nullable AuditEntry entry) {
        return queries.inserts("one_key_per_number", handle -> {
            insert(handle, key);
            record(handle, entry);
            return true;
        });
    }

    private static void insert(Handle handle, SigningKey key) {
        handle.createUpdate("""
                        INSERT INTO signing_keys
                            (number, key_id, algorithm, public_key, sealed_private_key, created_at, signs_from)
                        VALUES (:number, :keyId, :algorithm, :publicKey, :sealedPrivateKey, :createdAt, :signsFrom)
                        """)
                .bind("number", key.number())
                .bind("keyId", key.keyId())
                .bind("algorithm", key.algorithm())
                .bind("publicKey", key.publicKey())
                .bind("sealedPrivateKey", key.sealedPrivateKey().toBytes())
                .bind("createdAt", Columns.timestamp(key.createdAt()))
                .bind("signsFrom", Columns.timestamp(key.signsFrom()))
                .execute();
    }

    @Override
    public boolean remove(String keyId, @Nullable SigningKey successor, @Nullable AuditEntry entry) {
        return queries.inserts("one_key_per_number", handle -> {
            int removed = handle.createUpdate("DELETE FROM signing_keys WHERE key_id = :keyId")
                    .bind("keyId", keyId)
                    .execute();
            if (removed == 0) {
                return false;
            }
            if (successor != null) {
                insert(handle, successor);
            }
            record(handle, entry);
            return true;
        });
    }

    private void record(Handle handle, @Nullable AuditEntry entry) {
        record.recordSigningKeys(handle);
        if (entry != null) {
            AuditRows.insert(handle, entry);
        }
    }

    @Override
    public boolean reseal(String keyId, SealedBytes expected, SealedBytes replacement) {
        return queries.run(handle -> handle.createUpdate("""
                        UPDATE signing_keys SET sealed_private_key = :new
                        WHERE key_id = :keyId AND sealed_private_key = :old
                        """)
                        .bind("new", replacement.toBytes())
                        .bind("keyId", keyId)
                        .bind("old", expected.toBytes())
                        .execute()
                == 1);
    }

    private static SigningKey key(ResultSet row, StatementContext context) throws SQLException {
        return new SigningKey(
                row.getInt("number"),
                row.getString("key_id"),
                row.getString("algorithm"),
                row.getString("public_key"),
                SealedBytes.of(row.getBytes("sealed_private_key")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "signs_from"));
    }
}
