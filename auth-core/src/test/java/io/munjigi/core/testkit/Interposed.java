package io.munjigi.core.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Ports with something done before each call. */
public final class Interposed {

    private Interposed() {}

    /** The same port, but the hook is given each method's name before the call goes on, and may throw. */
    public static <T> T before(Class<T> port, T real, Consumer<String> hook) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    hook.accept(method.getName());
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
