using IntegrationHub.Exchange;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Persons;

/// <summary>A form that was sent and refused: what was typed stays, and what is wrong stands beside its field.</summary>
/// <param name="Act">Which form of the page it is; empty where none was sent.</param>
/// <param name="Posted">As it came.</param>
public sealed record PersonForm(string Act, IFormCollection Posted, IReadOnlyList<Rejection> Refused)
{
    public static PersonForm None { get; } = new("", FormCollection.Empty, []);

    /// <summary>What was typed into a field of this form.</summary>
    public string? Typed(string act, string field) => act == Act ? Posted[field].ToString() : null;

    /// <summary>Whether a choice was made in this form; null where it was not sent.</summary>
    public bool? Chose(string act, string field, string value) => act == Act ? Posted[field].Contains(value) : null;

    /// <summary>What is wrong with a field of this form.</summary>
    public IEnumerable<Rejection> Of(string act, string field) => act == Act ? Refused.Where(reason => reason.Where == field) : [];

    /// <summary>What is wrong and belongs to none of the form's fields: the person may not, or not now, and the form may not even be there any more.</summary>
    public IEnumerable<Rejection> Beside => Refused.Where(reason => !FieldsOf(Act).Contains(reason.Where));

    private static string[] FieldsOf(string act) => act switch
    {
        "add" => ["name", "display", "person", "phone", "roles", "leads", "reason"],
        "roles" => ["roles", "leads", "reason"],
        "phone" => ["phone", "reason"],
        "certificate" => ["certificate", "reason"],
        _ => ["reason"],
    };
}

/// <summary>The page of one person.</summary>
public sealed record PersonModel(PersonFile File, IReadOnlyList<OpenSession> Sessions)
{
    public PersonForm Form { get; init; } = PersonForm.None;

    /// <summary>A password that was made, shown in this one answer.</summary>
    public string? Password { get; init; }
}

/// <summary>Fields of forms about persons.</summary>
internal static class PersonFields
{
    /// <summary>Roles of a class: those of others that were ticked before the class was chosen count for nothing.</summary>
    public static IReadOnlyList<Role> RolesOf(IFormCollection posted, UserClass userClass) => userClass == UserClass.Auditor
        ? [Role.Auditor]
        : [.. posted["role"].Select(static word => Enum.TryParse<Role>(word, out var role) ? role : (Role?)null).OfType<Role>().Where(role => DutySeparation.ClassFor(role) == userClass).Distinct()];

    /// <summary>Departments, of a head.</summary>
    public static IReadOnlyList<Department> LeadsOf(IFormCollection posted, IReadOnlyList<Role> roles) => !roles.Contains(Role.Head)
        ? []
        : [.. posted["lead"].Select(static word => Enum.TryParse<Department>(word, out var department) ? department : (Department?)null).OfType<Department>().Distinct()];
}
