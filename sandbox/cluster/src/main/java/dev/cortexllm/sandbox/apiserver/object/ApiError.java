package dev.cortexllm.sandbox.apiserver.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal that is sent to the client as a {@code Status} object, worded as kube-apiserver words it: clients and
 * operators match on reason, code and, sadly, at times on the message.
 */
public final class ApiError extends RuntimeException {
    private final transient ObjectNode status;

    private ApiError(int code, String reason, String message, ObjectNode details) {
        super(message);
        status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", message).put("reason", reason);
        if (details != null) {
            status.set("details", details);
        }
        status.put("code", code);
    }

    /** One field at fault: the reason is a {@code FieldValue…} constant, the path is in {@code a.b[0].c} form. */
    public record Cause(String field, String reason, String message) {}

    /** The {@code Status} object for the response body. */
    public ObjectNode status() {
        return status;
    }

    /** The HTTP status code. */
    public int code() {
        return status.get("code").asInt();
    }

    /** The machine-readable reason, for example {@code NotFound}. */
    public String reason() {
        return status.get("reason").asText();
    }

    public static ApiError notFound(String group, String resource, String name) {
        return new ApiError(
                404,
                "NotFound",
                qualified(group, resource) + " \"" + name + "\" not found",
                details(group, resource, name));
    }

    /** There is no such path at all. */
    public static ApiError noSuchPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    public static ApiError alreadyExists(String group, String resource, String name) {
        return new ApiError(
                409,
                "AlreadyExists",
                qualified(group, resource) + " \"" + name + "\" already exists",
                details(group, resource, name));
    }

    /** The optimistic lock failed: somebody else wrote in between. */
    public static ApiError modified(String group, String resource, String name) {
        return conflict(
                group,
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiError conflict(String group, String resource, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + qualified(group, resource) + " \"" + name + "\": " + why,
                details(group, resource, name));
    }

    /** Server-side apply met fields of other managers; the message names them. */
    public static ApiError applyConflict(String message, List<Cause> causes) {
        ObjectNode details = Json.object();
        details.set("causes", causes(causes));
        return new ApiError(409, "Conflict", message, details);
    }

    /** The object does not fit its schema or rules; all causes are listed. */
    public static ApiError invalid(String group, String kind, String name, List<Cause> causes) {
        String where = group.isEmpty() ? kind : kind + "." + group;
        List<String> parts = causes.stream()
                .map(c -> c.field().isEmpty() ? c.message() : c.field() + ": " + c.message())
                .distinct()
                .collect(Collectors.toList());
        String list = parts.size() == 1 ? parts.get(0) : "[" + String.join(", ", parts) + "]";
        ObjectNode details = details(group, kind, name);
        details.set("causes", causes(causes));
        return new ApiError(422, "Invalid", where + " \"" + name + "\" is invalid: " + list, details);
    }

    /** A patch that does not fit the object. */
    public static ApiError unprocessable(String message) {
        return new ApiError(422, "Invalid", message, Json.object());
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, null);
    }

    public static ApiError forbidden(String group, String resource, String name, String why) {
        return new ApiError(
                403,
                "Forbidden",
                qualified(group, resource) + " \"" + name + "\" is forbidden: " + why,
                details(group, resource, name));
    }

    /**
     * An eviction that a PodDisruptionBudget does not allow now.
     *
     * @param why the cause, a sentence on the budget
     * @param retryAfterSeconds when it is worth trying again; 0: nobody knows
     */
    public static ApiError disruption(String why, int retryAfterSeconds) {
        ObjectNode details = Json.object();
        details.putArray("causes").addObject().put("reason", "DisruptionBudget").put("message", why);
        if (retryAfterSeconds > 0) {
            details.put("retryAfterSeconds", retryAfterSeconds);
        }
        return new ApiError(
                429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    /** What RBAC refuses: unlike {@link #forbidden} it may be about no object in particular. */
    public static ApiError denied(String group, String resource, String name, String why) {
        String what = qualified(group, resource) + (name.isEmpty() ? "" : " \"" + name + "\"");
        return new ApiError(403, "Forbidden", what + " is forbidden: " + why, details(group, resource, name));
    }

    /** A token that is void. */
    public static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", "Unauthorized", null);
    }

    public static ApiError methodNotAllowed() {
        return new ApiError(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    public static ApiError unsupportedMediaType(String accepted) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted,
                null);
    }

    public static ApiError notAcceptable(String accepted) {
        return new ApiError(406, "NotAcceptable", "only the following media types are accepted: " + accepted, null);
    }

    /** A watch or a continued list asks for history that is no longer kept. */
    public static ApiError expired(String message) {
        return new ApiError(410, "Expired", message, null);
    }

    /** A failure without a reason constant, as the real server answers for an undeclared field in an apply. */
    public static ApiError failed(String message) {
        return new ApiError(500, "", message, null);
    }

    public static ApiError internal(String message) {
        return new ApiError(500, "InternalError", "Internal error occurred: " + message, null);
    }

    private static String qualified(String group, String resource) {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    private static ObjectNode details(String group, String kind, String name) {
        ObjectNode details = Json.object().put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        return details.put("kind", kind);
    }

    private static ArrayNode causes(List<Cause> causes) {
        ArrayNode array = Json.array();
        causes.forEach(c -> array.addObject()
                .put("reason", c.reason())
                .put("message", c.message())
                .put("field", c.field()));
        return array;
    }
}
