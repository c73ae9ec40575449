package io.munjigi.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A source that gives the same connection to whoever asks, and leaves closing it to whoever opened it. For one thread. */
final class OneConnection {

    private OneConnection() {}

    /** Proxies, because a source's interface names a logging library, which only the app may choose. */
    static DataSource of(Connection opened) {
        ClassLoader loader = OneConnection.class.getClassLoader();
        Object lasting =
                Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(opened, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                });
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return lasting;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
