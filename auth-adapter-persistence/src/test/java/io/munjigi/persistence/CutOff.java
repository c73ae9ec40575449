package io.munjigi.persistence;

import io.munjigi.core.testkit.Interposed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A source all of whose connections are gone for good once a number of commits was made through them. */
final class CutOff implements AutoCloseable {

    /** What is thrown from then on. */
    static final class Cut extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    private final DataSource real;
    private final int limit;
    private final List<Connection> opened = new ArrayList<>();
    private int commits;

    CutOff(DataSource real, int commits) {
        this.real = real;
        this.limit = commits;
    }

    DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                CutOff.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("getConnection") ? connect() : method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private Connection connect() throws SQLException {
        Connection connection = real.getConnection();
        opened.add(connection);
        return Interposed.before(Connection.class, connection, this::called);
    }

    private void called(String method) {
        if (commits == limit) {
            close();
            throw new Cut();
        }
        if (method.equals("commit")) {
            commits++;
        }
    }

    @Override
    public void close() {
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException gone) {
                throw new IllegalStateException(gone);
            }
        }
    }
}
