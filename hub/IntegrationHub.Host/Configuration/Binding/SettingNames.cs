using System.Reflection;
using System.Text;

namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>How settings are called in the file and in the environment.</summary>
internal static class SettingNames
{
    /// <summary>Prefix of every environment variable of the hub.</summary>
    public const string Prefix = "IHUB_";

    /// <summary>Variables that are not settings: they concern the command or the tests.</summary>
    public static readonly IReadOnlyList<string> Reserved = ["IHUB_DATA", "IHUB_ORACLE", "IHUB_TEST_", "IHUB_BUILD_"];

    /// <summary>Settings of a section, in the order of declaration.</summary>
    public static IEnumerable<(PropertyInfo Property, SettingAttribute Setting)> Of(Type section)
    {
        foreach (var property in section.GetProperties().OrderBy(property => property.MetadataToken))
        {
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                yield return (property, setting);
            }
        }
    }

    /// <summary><c>MarketTimeZone</c> is <c>marketTimeZone</c> in the file; a secret's key ends in <c>File</c>.</summary>
    public static string Key(PropertyInfo property) =>
        ValueText.Camel(property.Name) + (property.PropertyType == typeof(Secret) ? "File" : "");

    /// <summary>The element type of a list setting, or <c>null</c>.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary><c>hub.marketTimeZone</c> is <c>IHUB_HUB_MARKET_TIME_ZONE</c>; <c>listeners[0].address</c> is <c>IHUB_LISTENERS_0_ADDRESS</c>.</summary>
    public static string Variable(string path)
    {
        var name = new StringBuilder(Prefix);
        foreach (var c in path)
        {
            if (c is '.' or '[')
            {
                name.Append('_');
            }
            else if (c != ']')
            {
                if (char.IsUpper(c))
                {
                    name.Append('_');
                }

                name.Append(char.ToUpperInvariant(c));
            }
        }

        return name.ToString();
    }
}
