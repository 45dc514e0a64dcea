using IntegrationHub.Market;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>A field of a form, and what books call it.</summary>
/// <param name="Id">Id of its control.</param>
/// <param name="Label">Key of the text of its label.</param>
/// <param name="Wheres">Places of problems (<see cref="Problem.Where"/>) that are this field, their parts and places in lists included.</param>
public sealed record PageField(string Id, string Label, params string[] Wheres);

/// <summary>What is wrong with a form, field by field: the list at its head names labels that lead to the fields, and each field says its own.</summary>
public sealed class FieldProblems(IReadOnlyList<Problem> problems, params IReadOnlyList<PageField> fields)
{
    /// <summary>A form that nothing is wrong with.</summary>
    public static FieldProblems None { get; } = new([]);

    /// <summary>The field that a problem is of; <c>null</c> where it is of the whole.</summary>
    public PageField? FieldOf(Problem problem) => fields.FirstOrDefault(field => field.Wheres.Any(where => Fits(problem.Where, where)));

    public IReadOnlyList<Problem> Of(string id) => [.. problems.Where(problem => FieldOf(problem)?.Id == id)];

    /// <summary>For <c>aria-invalid</c>: <c>null</c> leaves it away.</summary>
    public string? Invalid(string id) => Of(id).Count > 0 ? "true" : null;

    /// <summary>For <c>aria-describedby</c>: the field's problems, and what else describes it.</summary>
    public string? Described(string id, string? also = null) => Of(id).Count > 0 ? $"{WrongOf(id)} {also}".TrimEnd() : also;

    /// <summary>Class of the field's row.</summary>
    public string Row(string id) => Of(id).Count > 0 ? "answer wrong" : "answer";

    /// <summary>Id of what is said of a field.</summary>
    public static string WrongOf(string id) => id + "-wrong";

    private static bool Fits(string place, string where) => place.StartsWith(where, StringComparison.Ordinal) && (place.Length == where.Length || place[where.Length] is '.' or '[');
}
