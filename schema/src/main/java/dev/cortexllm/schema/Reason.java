package dev.cortexllm.schema;

/**
 * Why a field was refused: the values of {@code field.ErrorType} in {@code k8s.io/apimachinery/pkg/util/validation/field}.
 */
public enum Reason {
    REQUIRED("FieldValueRequired", "Required value"),
    INVALID("FieldValueInvalid", "Invalid value"),
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
    DUPLICATE("FieldValueDuplicate", "Duplicate value"),
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    TOO_LONG("FieldValueTooLong", "Too long"),
    TOO_MANY("FieldValueTooMany", "Too many"),
    INTERNAL("InternalError", "Internal error");

    private final String cause;
    private final String text;

    Reason(String cause, String text) {
        this.cause = cause;
        this.text = text;
    }

    /** The word of {@code status.details.causes[].reason}, for example {@code FieldValueInvalid}. */
    public String cause() {
        return cause;
    }

    /** The words a message starts with, for example {@code Invalid value}. */
    public String text() {
        return text;
    }
}
