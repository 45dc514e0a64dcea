using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Forms;

/// <summary>What a task asks a person, so that a page can show it and the hub can check the answer.</summary>
public sealed record FormSchema(ImmutableArray<FormField> Fields)
{
    public static FormSchema Empty { get; } = new([]);
}

/// <param name="Name">Name of the variable.</param>
/// <param name="Minimum">Least number, or fewest characters of a text.</param>
/// <param name="Maximum">Greatest number, or most characters of a text.</param>
/// <param name="Decimals">Most decimals of a number.</param>
/// <param name="Choices">For <see cref="FieldType.Choice"/>: the values there are.</param>
public sealed record FormField(
    string Name,
    string Label,
    FieldType Type,
    bool Required,
    decimal? Minimum,
    decimal? Maximum,
    int? Decimals,
    ImmutableArray<FormChoice> Choices);

public sealed record FormChoice(string Value, string Label);

public enum FieldType
{
    Text,
    Number,
    Boolean,
    Date,
    Instant,
    Choice,
    /// <summary>Id of an archived attachment.</summary>
    Attachment,
}
