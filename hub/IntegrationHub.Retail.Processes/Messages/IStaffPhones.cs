namespace IntegrationHub.Retail.Processes.Messages;

/// <summary>Somebody who works here and can be reached.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Phone">In international form.</param>
public sealed record StaffPhone(string Name, string Phone);

/// <summary>Port: by which number people of the company are reached.</summary>
public interface IStaffPhones
{
    /// <summary>The person of a name; null where nobody has it, or its account is switched off.</summary>
    Task<StaffPhone?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Everybody who plays a role of definitions now: not who is away.</summary>
    Task<IReadOnlyList<StaffPhone>> WithRoleAsync(string role, CancellationToken cancellationToken);
}
