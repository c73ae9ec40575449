package io.munjigi.app.command;

import io.munjigi.core.model.AuditEvent;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds of events, as the HTTP API names them. */
final class AuditKinds implements ITypeConverter<AuditEvent.Kind>, Iterable<String> {

    @Override
    public AuditEvent.Kind convert(String name) {
        return Arrays.stream(AuditEvent.Kind.values())
                .filter(kind -> Bodies.lower(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no such kind"));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(AuditEvent.Kind.values()).map(Bodies::lower).iterator();
    }
}
