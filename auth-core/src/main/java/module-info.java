import org.jspecify.annotations.NullMarked;

/**
 * Accounts and login as plain Java: values, ports and use cases behind {@link io.munjigi.core.Auth}.
 *
 * <p>Needs nothing at run time but {@code java.base}; jspecify's annotations are read by compilers only.
 */
@NullMarked
module io.munjigi.core {
    requires static transitive org.jspecify;

    exports io.munjigi.core;
    exports io.munjigi.core.model;
    exports io.munjigi.core.port;
    exports io.munjigi.core.usecase.access;
    exports io.munjigi.core.usecase.account;
    exports io.munjigi.core.usecase.admin;
    exports io.munjigi.core.usecase.audit;
    exports io.munjigi.core.usecase.keys;
    exports io.munjigi.core.usecase.login;
    exports io.munjigi.core.usecase.session;
    exports io.munjigi.core.usecase.transfer;
}
