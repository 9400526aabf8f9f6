package org.loyalty4j.acceptance;

import java.time.Duration;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;

/** Bad requests about reserved points. */
final class BadHolds {

    private static final Duration HOUR = Duration.ofHours(1);

    private BadHolds() {}

    static void add(Map<String, BadScene.Attempt> all) {
        all.put("hold 0 points", scene -> hold(scene, scene.anna, 0, HOUR));
        all.put("hold 101 of 100", scene -> hold(scene, scene.anna, 101, HOUR));
        all.put(
                "hold points that a till has used already",
                scene -> HoldRequest.of(
                        Redemption.of(scene.shop().aKey(), scene.anna, Points.of(1))
                                .whileOffline(),
                        HOUR));
        all.put("hold points of a frozen account", scene -> hold(scene, scene.frozen, 1, HOUR));
        all.put("hold for no time", scene -> hold(scene, scene.anna, 1, Duration.ZERO));
        all.put("hold for less than no time", scene -> hold(scene, scene.anna, 1, Duration.ofSeconds(-1)));
        all.put("hold for 10 years", scene -> hold(scene, scene.anna, 1, Duration.ofDays(3653)));
        all.put(
                "capture a hold that nobody made",
                scene -> scene.loyalty()
                        .rewards()
                        .capture(Capture.of(scene.shop().aKey(), scene.anna, CommandKey.of("none"))));
        all.put(
                "capture 0 points",
                scene -> scene.loyalty()
                        .rewards()
                        .capture(Capture.of(scene.shop().aKey(), scene.anna, CommandKey.of("none"), Points.NONE)));
        all.put(
                "release a hold that nobody made",
                scene -> scene.loyalty()
                        .rewards()
                        .release(Release.of(scene.shop().aKey(), scene.anna, CommandKey.of("none"))));
        ended(all);
    }

    /** Holds that have ended, and one that is live. */
    private static void ended(Map<String, BadScene.Attempt> all) {
        all.put("capture another customer's hold", scene -> capture(scene, scene.anna, BadScene.LIVE, 1));
        all.put("capture 31 of 30 that are held", scene -> capture(scene, scene.holder, BadScene.LIVE, 31));
        all.put("capture a hold that was captured", scene -> capture(scene, scene.holder, BadScene.CAPTURED, 10));
        all.put("capture a hold that was released", scene -> capture(scene, scene.holder, BadScene.RELEASED, 10));
        all.put("capture a hold at its limit", scene -> capture(scene, scene.holder, BadScene.LAPSED, 10));
        all.put(
                "redeem 61 while 30 of 90 are held",
                scene -> scene.loyalty()
                        .rewards()
                        .redeem(Redemption.of(scene.shop().aKey(), scene.holder, Points.of(61))));
    }

    private static Object capture(BadScene scene, CustomerId customer, CommandKey hold, long points) {
        return scene.loyalty().rewards().capture(Capture.of(scene.shop().aKey(), customer, hold, Points.of(points)));
    }

    private static Object hold(BadScene scene, CustomerId customer, long points, Duration limit) {
        Redemption redemption = Redemption.of(scene.shop().aKey(), customer, Points.of(points));
        return scene.loyalty().rewards().hold(HoldRequest.of(redemption, limit));
    }
}
