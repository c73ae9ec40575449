package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jetty may ask of an end point, one day too, must not end at ours. */
class SerialEndPointTest {

    private static final Map<Class<?>, Object> SOME = Map.of(
            boolean.class,
            true,
            int.class,
            7,
            long.class,
            8L,
            ByteBuffer.class,
            ByteBuffer.allocate(9),
            ByteBuffer[].class,
            new ByteBuffer[] {ByteBuffer.allocate(10)});

    private record Call(Method method, List<@Nullable Object> arguments) {}

    static Stream<Method> methods() {
        return Arrays.stream(EndPoint.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("fillInterested"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void all_but_what_is_serial_is_asked_of_the_end_point_within(Method method) throws Exception {
        List<Call> calls = new ArrayList<>();
        EndPoint within = (EndPoint) Proxy.newProxyInstance(
                EndPoint.class.getClassLoader(), new Class<?>[] {EndPoint.class}, (proxy, called, arguments) -> {
                    calls.add(new Call(called, arguments == null ? List.of() : Arrays.asList(arguments)));
                    return SOME.get(called.getReturnType());
                });
        @Nullable
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(SOME::get).toArray();

        Object answer = method.invoke(new SerialEndPoint(within), arguments);

        assertThat(calls).containsExactly(new Call(method, Arrays.asList(arguments)));
        assertThat(answer).isEqualTo(SOME.get(method.getReturnType()));
    }
}
