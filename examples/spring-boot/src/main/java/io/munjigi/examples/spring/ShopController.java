package io.munjigi.examples.spring;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop's own routes. They know tokens, and nothing of Munjigi. */
@RestController
class ShopController {

    @GetMapping("/orders")
    String orders(@AuthenticationPrincipal Jwt token) {
        return "No orders yet, " + token.getSubject();
    }

    @GetMapping("/reports")
    String reports() {
        return "Nothing to report";
    }
}
